import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { MeetingRecord } from '#core/api/cases.ts'
import { Recorded } from '#core/api/contacts.ts'
import { Reason } from '#core/api/files.ts'
import { ApiError, OnceHeaders, Problem } from '#core/api/index.ts'
import { MeetingParams } from '#core/api/meetings.ts'
import { addOnce } from '../db/once.ts'
import { planOf } from '../plans/plan-of.ts'
import { whoOf } from '../plugins/session.ts'
import type { Services } from '../services.ts'
import { addRecordStep, recordOf } from './record.queries.ts'
import { asCaseRefusal } from './refusals.ts'

const answers = { 201: Recorded, 403: Problem, 404: Problem, 409: Problem, 422: Problem }

/** 会议记录: closed by the office after the meeting, opened again with a reason. Steps on its cases go on all the while. */
export const recordRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  const move = async (
    { plan, id: meeting }: { plan: string; id: number },
    key: string | undefined,
    account: string,
    step: { kind: 'closed' | 'reopened'; reason: string | null },
  ) => {
    await planOf(db, plan)
    const action = `record_${step.kind}`
    return addOnce(db, plan, { key, request: { meeting, ...step }, account, action }, (trx, write) =>
      addRecordStep(trx, write, { account, meeting, ...step }),
    ).catch(asCaseRefusal)
  }

  app.get(
    '/plans/:plan/meetings/:id/record',
    { config: { may: 'look_cases' }, schema: { params: MeetingParams, response: { 200: MeetingRecord } } },
    async request => {
      const { plan, id } = request.params
      const record = await recordOf(db, plan, id)
      if (!record) throw new ApiError('unknown_meeting', `没有编号为 ${id} 的会议。`)
      return record
    },
  )

  app.post(
    '/plans/:plan/meetings/:id/record',
    { config: { may: 'meetings' }, schema: { params: MeetingParams, headers: OnceHeaders, response: answers } },
    async (request, reply) => {
      const { params, headers } = request
      const step = { kind: 'closed', reason: null } as const
      return reply.code(201).send(await move(params, headers['idempotency-key'], whoOf(request).id, step))
    },
  )

  app.post(
    '/plans/:plan/meetings/:id/record/reopen',
    {
      config: { may: 'meetings' },
      schema: { params: MeetingParams, headers: OnceHeaders, body: Reason, response: answers },
    },
    async (request, reply) => {
      const { params, headers, body } = request
      const step = { kind: 'reopened', reason: body.reason } as const
      return reply.code(201).send(await move(params, headers['idempotency-key'], whoOf(request).id, step))
    },
  )
}
