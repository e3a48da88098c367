import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { BUILD_HEADER, buildOf } from '#core/version/build-of.ts'

/** Says on every answer which build of the pages is served, so that one that was opened before an upgrade learns of it. */
export function nameBuild(api: FastifyInstance, pages: string): void {
  const page = join(pages, 'index.html')
  const build = buildOf(existsSync(page) ? readFileSync(page, 'utf8') : '')
  api.addHook('onRequest', async (_, reply) => {
    reply.header(BUILD_HEADER, build)
  })
}
