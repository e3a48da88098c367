import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Case, CaseParams, Cases, CasesQuery, OpenCase, StepCase } from '#core/api/cases.ts'
import { Recorded } from '#core/api/contacts.ts'
import { ApiError, OnceHeaders, PlanParams, Problem } from '#core/api/index.ts'
import { needsReason } from '#core/cases/next-steps.ts'
import { asAccount } from '../db/as-account.ts'
import type { Trx } from '../db/database.ts'
import { addOnce } from '../db/once.ts'
import type { Write } from '../db/write.ts'
import { planOf, requireDay } from '../plans/plan-of.ts'
import { whoOf } from '../plugins/session.ts'
import type { Services } from '../services.ts'
import { addCase, addCaseStep, casesOf } from './cases.queries.ts'
import { asCaseRefusal } from './refusals.ts'

type Asked = FastifyRequest<{
  Params: { plan: string; id?: number }
  Headers: { 'idempotency-key'?: string }
  Body: unknown
}>

const PAGE = 500
const answers = { 201: Recorded, 403: Problem, 404: Problem, 409: Problem, 422: Problem }

/** 问题 and 承诺 and the steps they take; texts may name persons, so every answer is for an account and kept nowhere. */
export const casesRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  const once = (request: Asked, action: string, work: (trx: Trx, write: Write) => Promise<number>) =>
    addOnce(
      db,
      request.params.plan,
      {
        key: request.headers['idempotency-key'],
        request: { action, id: request.params.id, sent: request.body },
        account: whoOf(request).id,
        action,
      },
      work,
    ).catch(asCaseRefusal)

  app.get(
    '/plans/:plan/cases',
    {
      config: { may: 'look_cases' },
      schema: { params: PlanParams, querystring: CasesQuery, response: { 200: Cases } },
    },
    async (request, reply) => {
      const { params, query } = request
      const { head, document } = await planOf(db, params.plan)
      if (query.as_of) requireDay(document, query.as_of)
      const found = await asAccount(db, whoOf(request).id, trx =>
        casesOf(trx, params.plan, { ...query, limit: PAGE + 1 }),
      )
      reply.header('cache-control', 'no-store')
      const cases = found.slice(0, PAGE)
      return {
        seq: head.seq,
        as_of: query.as_of ?? head.today,
        cases,
        cursor: found.length > PAGE ? cases.at(-1)!.id : null,
      }
    },
  )

  app.get(
    '/plans/:plan/cases/:id',
    { config: { may: 'look_cases' }, schema: { params: CaseParams, response: { 200: Case } } },
    async (request, reply) => {
      const { plan, id } = request.params
      await planOf(db, plan)
      reply.header('cache-control', 'no-store')
      return asAccount(db, whoOf(request).id, trx => caseOf(trx, plan, id))
    },
  )

  app.post(
    '/plans/:plan/cases',
    {
      config: { may: 'meetings' },
      schema: { params: PlanParams, headers: OnceHeaders, body: OpenCase, response: answers },
    },
    async (request, reply) => {
      const { params, body } = request
      const { document } = await planOf(db, params.plan)
      if (body.due_on) requireDay(document, body.due_on)
      const account = whoOf(request).id
      return reply
        .code(201)
        .send(await once(request, 'case_opened', (trx, write) => addCase(trx, write, account, body)))
    },
  )

  app.post(
    '/plans/:plan/cases/:id/steps',
    {
      config: { may: 'rectify' },
      schema: { params: CaseParams, headers: OnceHeaders, body: StepCase, response: answers },
    },
    async (request, reply) => {
      const { params, body } = request
      const { document } = await planOf(db, params.plan)
      if (body.due_on) requireDay(document, body.due_on)
      if (needsReason(body.kind) && !body.text) throw new ApiError('value_refused', '请写明原因。')
      const account = whoOf(request).id
      const answer = await once(request, `case_${body.kind}`, async (trx, write) => {
        const now = await caseOf(trx, params.plan, params.id)
        const owner = body.kind === 'assigned' ? (body.owner ?? now.owner ?? undefined) : body.owner
        return addCaseStep(trx, write, account, params.id, { ...body, owner })
      })
      return reply.code(201).send(answer)
    },
  )
}

/** The case, as the account that is set sees it; 404 where it sees none. */
async function caseOf(trx: Trx, plan: string, id: number): Promise<Case> {
  const [found] = await casesOf(trx, plan, { id })
  if (!found) throw new ApiError('unknown_case', `没有编号为 ${id} 的问题，或您无权查看。`)
  return found
}
