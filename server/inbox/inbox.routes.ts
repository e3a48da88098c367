import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Inbox, NewVerdicts, VerdictsWritten } from '#core/api/inbox.ts'
import { ApiError, OnceHeaders, PlanParams, Problem } from '#core/api/index.ts'
import { asAccount } from '../db/as-account.ts'
import { recordOnce } from '../db/once.ts'
import { addVerifications } from '../observations/observations.queries.ts'
import { planOf } from '../plans/plan-of.ts'
import { whoOf } from '../plugins/session.ts'
import type { Services } from '../services.ts'
import { standingAmong } from './inbox.queries.ts'
import { inboxOf } from './inbox-of.ts'

/** What waits for whom, and the office's verdict on many reports at once. */
export const inboxRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  app.get(
    '/plans/:plan/inbox',
    { config: { may: 'look_papers' }, schema: { params: PlanParams, response: { 200: Inbox } } },
    async (request, reply) => {
      const who = whoOf(request)
      reply.header('cache-control', 'no-store')
      return asAccount(db, who.id, async trx => {
        const { head } = await planOf(trx, request.params.plan)
        return inboxOf(trx, head, who)
      })
    },
  )

  app.post(
    '/plans/:plan/verdicts',
    {
      config: { may: 'verify' },
      schema: {
        params: PlanParams,
        headers: OnceHeaders,
        body: NewVerdicts,
        response: { 201: VerdictsWritten, 409: Problem, 422: Problem },
      },
    },
    async (request, reply) => {
      const { params, headers, body } = request
      const { observations, verdict, reason } = body
      await planOf(db, params.plan)
      if (verdict === 'returned' && !reason) throw new ApiError('value_refused', '退回须写明原因。')
      const once = {
        key: headers['idempotency-key'],
        request: body,
        account: whoOf(request).id,
        action: 'verify',
      }
      const answer = await recordOnce(db, params.plan, once, async (trx, { seq, recorded_at, ...write }) => {
        const standing = await standingAmong(trx, params.plan, observations)
        const gone = observations.length - standing.length
        if (gone > 0) throw new ApiError('changed_meanwhile', `有 ${gone} 条填报刚刚被更正或撤回，请刷新后再核定。`)
        const rows = observations.map(observation => ({ observation, verdict, reason: reason ?? null }))
        await addVerifications(trx, { seq, recorded_at, ...write }, rows)
        return { seq, recorded_at, verdicts: rows.length }
      })
      return reply.code(201).send(answer)
    },
  )
}
