import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ApiError } from '#core/api/errors.ts'
import { MeetingParams, Stage } from '#core/api/meetings.ts'
import { ShowStage, StageNow } from '#core/api/stage.ts'
import { makeStreamCount } from '../live/stream-count.ts'
import { planHeads } from '../plans/plans.queries.ts'
import { whoOf } from '../plugins/session.ts'
import type { Services } from '../services.ts'
import { hasMeeting } from './stage.queries.ts'
import { makeStages } from './stage.ts'

const LOOKED_MS = 5000

/** Which scene of a meeting is shown now, for the tablets that follow. Nothing of it is kept. */
export const stageRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  const stages = makeStages(Date.now)
  const streams = makeStreamCount()
  const looking = setInterval(stages.forget, LOOKED_MS).unref()
  app.addHook('onClose', async () => clearInterval(looking))

  const known = async ({ plan, id }: { plan: string; id: number }) => {
    const [head] = await planHeads(db, plan)
    if (!head) throw new ApiError('unknown_plan', `没有编号为“${plan}”的方案。`)
    if (!(await hasMeeting(db, plan, id))) throw new ApiError('unknown_meeting', `没有编号为 ${id} 的会议。`)
  }

  app.put(
    '/plans/:plan/meetings/:id/stage',
    { config: { may: 'meetings' }, schema: { params: MeetingParams, body: ShowStage, response: { 200: Stage } } },
    async request => {
      const { plan, id } = request.params
      await known(request.params)
      return stages.show(plan, id, { ...request.body, account_name: whoOf(request).name })
    },
  )

  app.get(
    '/plans/:plan/meetings/:id/stage',
    { schema: { params: MeetingParams, response: { 200: StageNow } } },
    async ({ params }) => {
      await known(params)
      return { stage: stages.at(params.plan, params.id) }
    },
  )

  app.get(
    '/plans/:plan/meetings/:id/stage/events',
    { sse: 'only', schema: { params: MeetingParams } },
    async (request, reply) => {
      const { plan, id } = request.params
      await known(request.params)
      if (!reply.sse.isConnected) return
      const leave = streams.enter(request.ip)
      const send = async (stage: Stage | null) => {
        if (reply.sse.isConnected) await reply.sse.send({ data: { stage } })
      }
      const failed = (error: Error) => request.log.warn({ error }, 'stage not sent')
      const stop = stages.listen(plan, id, stage => {
        send(stage).catch(failed)
      })
      reply.sse.onClose(() => {
        stop()
        leave()
      })
      reply.sse.keepAlive()
      await send(stages.at(plan, id))
    },
  )
}
