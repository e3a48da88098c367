import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { Problem, PublicNotice } from '#core/api/index.ts'
import { readSnapshot } from '../db/write.ts'
import type { Services } from '../services.ts'
import { publicNotice } from './public-notice.ts'

const TokenParams = Type.Object(
  { token: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' }) },
  { additionalProperties: false },
)

/** The public page of a notice: for anybody who has its address, without signing in. */
export const publicNoticesRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  app.get(
    '/notices/:token',
    {
      config: { anybody: true },
      schema: { params: TokenParams, response: { 200: PublicNotice, 400: Problem, 404: Problem } },
    },
    ({ params }, reply) => {
      reply.header('cache-control', 'no-store')
      return readSnapshot(db, trx => publicNotice(trx, params.token))
    },
  )
}
