import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { Recorded } from '#core/api/contacts.ts'
import { ApiError, Notice, NoticeParams, OnceHeaders, OpenNotice, PlanParams, Problem } from '#core/api/index.ts'
import { NoticeStepSent } from '#core/api/notices.ts'
import { asAccount } from '../db/as-account.ts'
import { addOnce } from '../db/once.ts'
import { planOf, requireDay } from '../plans/plan-of.ts'
import { whoOf } from '../plugins/session.ts'
import type { Services } from '../services.ts'
import { judgeNotice, judgeWords } from './judge-notice.ts'
import { asNoticeRefusal } from './notice-refusal.ts'
import { addNotice, addNoticeStep, noticesOf } from './notices.queries.ts'

const Refused = { 403: Problem, 404: Problem, 409: Problem, 422: Problem }

/** 公示 and 公布: opened by the office over a closing that is signed, with its photos, objections and answers. */
export const noticesRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  app.get(
    '/plans/:plan/notices',
    { config: { may: 'meetings' }, schema: { params: PlanParams, response: { 200: Type.Array(Notice) } } },
    async ({ params }) => {
      const { head } = await planOf(db, params.plan)
      return noticesOf(db, head.id, head.today)
    },
  )

  app.get(
    '/plans/:plan/notices/:id',
    { config: { may: 'meetings' }, schema: { params: NoticeParams, response: { 200: Notice, 404: Problem } } },
    ({ params }) => noticeOf(params),
  )

  app.post(
    '/plans/:plan/notices',
    {
      config: { may: 'meetings' },
      schema: { params: PlanParams, headers: OnceHeaders, body: OpenNotice, response: { 201: Recorded, ...Refused } },
    },
    async (request, reply) => {
      const { params, body, headers } = request
      const { head, document } = await planOf(db, params.plan)
      for (const day of [body.from_on, body.to_on]) requireDay(document, day)
      const account = whoOf(request).id
      const notice = await asAccount(db, account, trx => judgeNotice(trx, document, body))
      const once = { key: headers['idempotency-key'], request: body, account, action: 'notice', note: body.title }
      const answer = await addOnce(db, head.id, once, async (trx, write) => {
        const id = await addNotice(trx, write, notice, account)
        if (body.files?.length) await addNoticeStep(trx, write, id, { kind: 'posted', files: body.files }, account)
        return id
      }).catch(asNoticeRefusal)
      return reply.code(201).send(answer)
    },
  )

  app.post(
    '/plans/:plan/notices/:id/steps',
    {
      config: { may: 'meetings' },
      schema: {
        params: NoticeParams,
        headers: OnceHeaders,
        body: NoticeStepSent,
        response: { 201: Recorded, ...Refused },
      },
    },
    async (request, reply) => {
      const { params, body, headers } = request
      const notice = await noticeOf(params)
      const account = whoOf(request).id
      if (body.kind === 'answered') await asAccount(db, account, trx => judgeWords(trx, params.plan, body.text ?? ''))
      const sent = { notice: notice.id, step: body }
      const once = { key: headers['idempotency-key'], request: sent, account, action: `notice_${body.kind}` }
      const answer = await addOnce(db, params.plan, once, (trx, write) =>
        addNoticeStep(trx, write, notice.id, body, account),
      ).catch(asNoticeRefusal)
      return reply.code(201).send(answer)
    },
  )

  async function noticeOf({ plan, id }: { plan: string; id: number }) {
    const { head } = await planOf(db, plan)
    const [notice] = await noticesOf(db, head.id, head.today, id)
    if (!notice) throw new ApiError('unknown_notice', `没有编号为 ${id} 的公示。`)
    return notice
  }
}
