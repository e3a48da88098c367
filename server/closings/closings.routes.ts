import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { CheckClosing, ClosingsQuery, SayOfClosing } from '#core/api/closing-sheets.ts'
import { Closing, ClosingParams, MEETING_PURPOSE, ProposeClosing } from '#core/api/closings.ts'
import { OnceHeaders, PlanParams } from '#core/api/common.ts'
import { ApiError, Problem } from '#core/api/errors.ts'
import { periodStart } from '#core/closings/period-start.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import type { Trx } from '../db/database.ts'
import { recordOnce } from '../db/once.ts'
import { readSnapshot, type Write } from '../db/write.ts'
import { planOf, requireDay } from '../plans/plan-of.ts'
import { whoOf } from '../plugins/session.ts'
import type { Services } from '../services.ts'
import { answersAt } from './book-seal.ts'
import {
  addClosing,
  addClosingStep,
  closingOf,
  closingsOf,
  meetingTitle,
  type NewClosingStep,
} from './closings.queries.ts'

type Asked = FastifyRequest<{
  Params: { plan: string; id: number }
  Headers: { 'idempotency-key'?: string }
  Body: unknown
}>

/** What a closing may be taken for: a meeting, or one of the plan's notices. */
const purposeIn = ({ notices }: PlanDocument, purpose: string): string => {
  if (purpose === MEETING_PURPOSE) return '推进会'
  const notice = notices.find(({ id }) => id === purpose)
  if (!notice) throw new ApiError('value_refused', `方案里没有“${purpose}”这项公示。`)
  return notice.zh
}

/** 截数: proposed by one, confirmed by another, checked by towns and units, reviewed, signed. What decides is in the database. */
export const closingsRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  const root = '/plans/:plan/closings'

  app.get(
    root,
    { schema: { params: PlanParams, querystring: ClosingsQuery, response: { 200: Type.Array(Closing) } } },
    ({ params, query }) =>
      readSnapshot(db, async trx => {
        await planOf(trx, params.plan)
        return closingsOf(trx, params.plan, query)
      }),
  )

  app.get(`${root}/:id`, { schema: { params: ClosingParams, response: { 200: Closing } } }, ({ params }) =>
    readSnapshot(db, trx => closingOf(trx, params.plan, params.id)),
  )

  app.post(
    root,
    {
      config: { may: 'meetings' },
      schema: {
        params: PlanParams,
        headers: OnceHeaders,
        body: ProposeClosing,
        response: { 201: Closing, 409: Problem },
      },
    },
    async (request, reply) => {
      const { params, body } = request
      const { plan } = params
      const { document } = await planOf(db, plan)
      const called = purposeIn(document, body.purpose)
      for (const day of [body.as_of, body.from_on]) if (day !== undefined) requireDay(document, day)
      const from_on = body.from_on ?? periodStart(document, body.purpose, body.as_of)
      const { id } = await recordOnce(
        db,
        plan,
        {
          key: request.headers['idempotency-key'],
          request: { action: 'closing_proposed', sent: body },
          account: whoOf(request).id,
          action: 'closing_proposed',
          note: body.reason,
        },
        async (trx, write) => {
          const meeting = body.meeting === undefined ? undefined : await meetingTitle(trx, plan, body.meeting)
          if (body.meeting !== undefined && meeting === undefined)
            throw new ApiError('unknown_meeting', `没有编号为 ${body.meeting} 的会议。`)
          if (body.supersedes !== undefined) await closingOf(trx, plan, body.supersedes)
          if ((body.supersedes === undefined) !== (body.reason === undefined))
            throw new ApiError('value_refused', '重新截数须写明原因，并指明替代哪一次截数。')
          const title = body.title ?? meeting ?? called
          return { id: await addClosing(trx, write, whoOf(request).id, { ...body, title, from_on }) }
        },
      )
      return reply.code(201).send(await readSnapshot(db, trx => closingOf(trx, plan, id)))
    },
  )

  /** Takes one step, and answers the closing as it stands after it: the seal of a write is there once it is committed. */
  const take = async (
    request: Asked,
    step: NewClosingStep,
    answers: (trx: Trx, write: Write) => Promise<string | null> = async () => null,
  ): Promise<Closing> => {
    const { plan, id } = request.params
    const account = whoOf(request).id
    const action = `closing_${step.kind}`
    await recordOnce(
      db,
      plan,
      {
        key: request.headers['idempotency-key'],
        request: { action, closing: id, sent: request.body ?? null },
        account,
        action,
        note: step.text,
      },
      async (trx, write) => {
        await closingOf(trx, plan, id)
        const answers_sha256 = await answers(trx, write)
        await addClosingStep(trx, write, account, id, { ...step, answers_sha256 })
        return { id }
      },
    )
    return readSnapshot(db, trx => closingOf(trx, plan, id))
  }

  const schema = { params: ClosingParams, headers: OnceHeaders, response: { 200: Closing, 409: Problem } }

  app.post(`${root}/:id/confirm`, { config: { may: 'meetings' }, schema }, request =>
    take(request, { kind: 'confirmed' }, (trx, write) => answersAt(trx, write, request.params.id)),
  )

  app.post(
    `${root}/:id/check`,
    { config: { may: 'check_figures' }, schema: { ...schema, body: CheckClosing } },
    request => {
      const { subject, objection } = request.body
      return take(request, { kind: objection === undefined ? 'checked' : 'objected', subject, text: objection })
    },
  )

  app.post(`${root}/:id/review`, { config: { may: 'meetings' }, schema }, request =>
    take(request, { kind: 'reviewed' }),
  )

  app.post(`${root}/:id/return`, { config: { may: 'meetings' }, schema: { ...schema, body: SayOfClosing } }, request =>
    take(request, { kind: 'returned', text: request.body.text }),
  )

  app.post(`${root}/:id/sign`, { config: { may: 'sign' }, schema }, request => take(request, { kind: 'signed' }))

  app.post(`${root}/:id/drop`, { config: { may: 'meetings' }, schema: { ...schema, body: SayOfClosing } }, request =>
    take(request, { kind: 'dropped', text: request.body.text }),
  )
}
