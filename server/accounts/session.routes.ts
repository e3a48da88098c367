import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { MAY } from '#core/accounts/permissions.ts'
import { Session } from '#core/api/index.ts'

/** Who asks, and what they may do. */
export const sessionRoutes: FastifyPluginAsyncTypebox = async app => {
  app.get('/session', { schema: { response: { 200: Session } } }, async ({ who }) => ({
    who,
    may: who ? [...MAY[who.role]] : [],
    grants: [],
    opened: false,
    demo: false,
  }))
}
