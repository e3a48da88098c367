import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { sql } from 'kysely'
import Type from 'typebox'
import { ApiError, Health } from '#core/api/index.ts'
import type { Services } from '../services.ts'

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
  version: string
}

export const healthRoutes: FastifyPluginAsyncTypebox<Services & { isReady: () => Promise<boolean> }> = async (
  app,
  { db, engine, isReady },
) => {
  let postgis = ''

  app.get('/health', { config: { anybody: true }, schema: { response: { 200: Health } } }, async () => {
    postgis ||= await sql<{ v: string }>`select postgis_lib_version() as v`.execute(db).then(
      ({ rows }) => rows[0]!.v,
      () => '',
    )
    return { status: 'ok' as const, engine, postgis, version }
  })

  app.get(
    '/ready',
    { config: { anybody: true }, schema: { response: { 200: Type.Object({ status: Type.Literal('ready') }) } } },
    async () => {
      if (!(await isReady().catch(() => false)))
        throw new ApiError('database_away', '数据库暂时连接不上，或结构尚未更新。')
      return { status: 'ready' as const }
    },
  )
}
