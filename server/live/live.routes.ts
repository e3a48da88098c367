import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { PlanEvent } from '#core/api/index.ts'
import { PlanParams } from '#core/api/index.ts'
import { planOf } from '../plans/plan-of.ts'
import { planHeads } from '../plans/plans.queries.ts'
import type { Services } from '../services.ts'

/** Streams one address may hold open at once. */
const STREAMS_PER_ADDRESS = 64

export const liveRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db, live }) => {
  const open = new Map<string, number>()

  app.get('/plans/:plan/events', { sse: true, schema: { params: PlanParams } }, async (request, reply) => {
    const { plan } = request.params
    const { head } = await planOf(db, plan)
    const held = open.get(request.ip) ?? 0
    if (held >= STREAMS_PER_ADDRESS) return reply.code(429).send()
    open.set(request.ip, held + 1)

    const send = async ({ seq, geometry_revision }: Pick<PlanEvent, 'seq' | 'geometry_revision'>) => {
      if (reply.sse.isConnected) await reply.sse.send({ id: String(seq), data: { plan, seq, geometry_revision } })
    }
    const stop = live.listen(async event => {
      if (event !== 'reconnected') {
        if (event.plan === plan) await send(event)
        return
      }
      const [now] = await planHeads(db, plan).catch(() => [])
      if (now) await send(now)
    })
    reply.sse.onClose(() => {
      stop()
      open.set(request.ip, (open.get(request.ip) ?? 1) - 1)
    })
    reply.sse.keepAlive()
    await send(head)
  })
}
