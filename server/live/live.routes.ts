import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { PlanEvent } from '#core/api/index.ts'
import { PlanParams } from '#core/api/index.ts'
import { planOf } from '../plans/plan-of.ts'
import { planHeads } from '../plans/plans.queries.ts'
import type { Services } from '../services.ts'
import type { OpenStreams } from './open-streams.ts'
import { makeStreamCount } from './stream-count.ts'

export const liveRoutes: FastifyPluginAsyncTypebox<Services & { streams: OpenStreams }> = async (
  app,
  { db, live, streams },
) => {
  const count = makeStreamCount()

  app.get('/plans/:plan/events', { sse: 'only', schema: { params: PlanParams } }, async (request, reply) => {
    const { plan } = request.params
    const { head } = await planOf(db, plan)
    // Who left meanwhile has had its close already, and would be counted and listened for as long as the server lives.
    if (!reply.sse.isConnected) return
    const leave = count.enter(request.ip)
    const { caller } = request
    const device = caller?.via === 'device' ? caller.who.name : null
    const end = streams.enter({ device, demo: caller?.demo ?? false, plan })

    const send = async ({ seq, geometry_revision }: Pick<PlanEvent, 'seq' | 'geometry_revision'>) => {
      if (reply.sse.isConnected) await reply.sse.send({ id: String(seq), data: { plan, seq, geometry_revision } })
    }
    const sendNow = async () => {
      const [now] = await planHeads(db, plan)
      await send(now ?? head)
    }
    const failed = (error: Error) => request.log.warn({ error }, 'event not sent')
    const stop = live.listen(event => {
      if (event === 'reconnected') sendNow().catch(failed)
      else if (event.plan === plan) send(event).catch(failed)
    })
    reply.sse.onClose(() => {
      stop()
      end()
      leave()
    })
    reply.sse.keepAlive()
    // Asked again once listening, so that a write between the two is not missed.
    await sendNow()
  })
}
