import Fastify from 'fastify'
import type { Static } from 'typebox'
import { ApiError } from '#core/api/errors.ts'
import type { Health } from '#core/api/index.ts'
import { VERSION } from './health/version.ts'
import { useProblems } from './plugins/errors.ts'

const PAGE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="5">
<title>正在等待数据库</title><p>数据库暂时连接不上，正在等待它恢复；恢复之后这一页会自己打开。</p></html>`

/** Answers in the server's place while it waits for the database at its start: that this process lives, that it is not ready, and everybody else that it waits. */
export async function openWaitingRoom({
  host,
  port,
}: {
  host: string
  port: number
}): Promise<{ close(): Promise<void> }> {
  const app = Fastify({ forceCloseConnections: true })
  useProblems(app)
  app.get(
    '/api/health',
    (): Static<typeof Health> => ({ status: 'ok', engine: 'postgres', postgis: '', version: VERSION }),
  )
  app.all('*', async ({ method, url, headers }, reply) => {
    if (method !== 'GET' || url.startsWith('/api/') || !headers.accept?.includes('text/html'))
      throw new ApiError('database_away', '数据库暂时连接不上，正在等待它恢复。')
    return reply.code(503).header('retry-after', '3').type('text/html; charset=utf-8').send(PAGE)
  })
  await app.listen({ host, port })
  return { close: () => app.close() }
}
