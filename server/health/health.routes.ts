import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { sql } from 'kysely'
import Type from 'typebox'
import { ApiError, Health } from '#core/api/index.ts'
import type { Services } from '../services.ts'
import { VERSION } from './version.ts'

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
    return { status: 'ok' as const, engine, postgis, version: VERSION }
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
