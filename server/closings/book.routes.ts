import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { ClosingParams, ClosingSeal } from '#core/api/closings.ts'
import { readSnapshot } from '../db/write.ts'
import type { Services } from '../services.ts'
import { BoundedMap } from '../tiles/bounded-map.ts'
import { bookOf } from './book-of.ts'
import { sealOf } from './book-seal.ts'

/** In the browser that asked and in no proxy: a plan that is no demo is for those who are signed in. */
const FOR_EVER = 'private, max-age=31536000, immutable'

/** Bytes kept of books that were asked for: they never change. */
const KEPT_BYTES = 64 * 2 ** 20

const BookQuery = Type.Object(
  { form: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })) },
  { additionalProperties: false },
)

/** What a closed meeting shows, the same for ever. */
export const bookRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  const kept = new BoundedMap<string>(KEPT_BYTES)

  app.get(
    '/plans/:plan/closings/:id/book',
    {
      schema: {
        params: ClosingParams,
        querystring: BookQuery,
        response: { 200: Type.Unsafe<string>(Type.Any()) },
      },
    },
    async ({ params }, reply) => {
      const key = `${params.plan}/${params.id}`
      const text =
        kept.get(key) ??
        (await readSnapshot(db, async trx => JSON.stringify(await bookOf(trx, params.plan, params.id))))
      kept.set(key, text, 2 * text.length)
      return reply.header('cache-control', FOR_EVER).type('application/json; charset=utf-8').send(text)
    },
  )

  app.get(
    '/plans/:plan/closings/:id/seal',
    { schema: { params: ClosingParams, response: { 200: ClosingSeal } } },
    ({ params }) =>
      readSnapshot(db, async trx => sealOf(trx, params.plan, params.id, await bookOf(trx, params.plan, params.id))),
  )
}
