import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import {
  ApiError,
  AreaWritten,
  CommentDraft,
  Draft,
  type DraftState,
  MoveDraft,
  NoticeDraft,
  OnceHeaders,
  Problem,
  PublishArea,
  ReturnDraft,
} from '#core/api/index.ts'
import { asAccount } from '../db/as-account.ts'
import type { Trx } from '../db/database.ts'
import { recordOnce } from '../db/once.ts'
import { takeTurns } from '../db/take-turns.ts'
import type { Write } from '../db/write.ts'
import { planOf, requireDay } from '../plans/plan-of.ts'
import { whoOf } from '../plugins/session.ts'
import type { Services } from '../services.ts'
import { changeDraft, DraftParams, draftOf, OPEN, WITH_AUTHOR, WITH_OFFICE } from './draft-state.ts'
import { addStep, type NewStep } from './drafts.queries.ts'
import { isAreaRefusal, publishDraft, withEveryFault } from './publish-area.ts'

type Asked = FastifyRequest<{
  Params: { plan: string; id: number }
  Headers: { 'idempotency-key'?: string }
  Body: unknown
}>

/** A draft's way: submitted and withdrawn by who draws, returned, put out for notice and published by the office; remarks by both. */
export const draftStepsRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  const once = <T extends object>(
    request: Asked,
    action: string,
    work: (trx: Trx, write: Write) => Promise<T>,
    shapes = false,
  ) =>
    recordOnce(
      db,
      request.params.plan,
      {
        key: request.headers['idempotency-key'],
        request: { action, draft: request.params.id, sent: request.body },
        account: whoOf(request).id,
        action,
        shapes,
      },
      work,
    )

  /** Brings a draft from one of some states into another, and says so in its steps. */
  const move = (request: Asked, version: number, states: readonly DraftState[], state: DraftState, steps: NewStep[]) =>
    once(request, `draft_${steps[0]!.kind}`, async (trx, write) => {
      const { plan, id } = request.params
      await changeDraft(trx, { plan, id, version, account: whoOf(request).id, states }, { state })
      for (const step of steps) await addStep(trx, write, id, step)
      return draftOf(trx, plan, id)
    })

  /** Says something of an open draft, which stays as it is. */
  const remark = (request: Asked, states: readonly DraftState[], step: NewStep) =>
    once(request, `draft_${step.kind}`, async (trx, write) => {
      const { plan, id } = request.params
      const draft = await draftOf(trx, plan, id)
      if (!states.includes(draft.state)) throw new ApiError('wrong_state', '这份草稿现在不能添加这样的意见。')
      await addStep(trx, write, id, step)
      return draftOf(trx, plan, id)
    })

  const inTurn = takeTurns()
  const answers = { 200: Draft, 409: Problem }
  const schema = { params: DraftParams, headers: OnceHeaders, response: answers }
  const root = '/plans/:plan/areas/drafts/:id'

  app.post(`${root}/submit`, { config: { may: 'draw' }, schema: { ...schema, body: MoveDraft } }, request =>
    move(request, request.body.version, WITH_AUTHOR, 'submitted', [{ kind: 'submitted', text: request.body.text }]),
  )

  app.post(`${root}/withdraw`, { config: { may: 'draw' }, schema: { ...schema, body: MoveDraft } }, request =>
    move(request, request.body.version, ['submitted'], 'drawing', [{ kind: 'withdrawn', text: request.body.text }]),
  )

  app.post(`${root}/discard`, { config: { may: 'draw' }, schema: { ...schema, body: MoveDraft } }, request =>
    move(request, request.body.version, WITH_AUTHOR, 'discarded', [{ kind: 'discarded', text: request.body.text }]),
  )

  app.post(`${root}/return`, { config: { may: 'review_areas' }, schema: { ...schema, body: ReturnDraft } }, request => {
    const { version, text, comments = [] } = request.body
    const remarks = comments.map(comment => ({ kind: 'comment' as const, ...comment }))
    return move(request, version, WITH_OFFICE, 'returned', [{ kind: 'returned', text }, ...remarks])
  })

  app.post(
    `${root}/notice`,
    { config: { may: 'review_areas' }, schema: { ...schema, body: NoticeDraft } },
    async request => {
      const { version, ...notice } = request.body
      const { document } = await planOf(db, request.params.plan)
      requireDay(document, notice.from_on)
      requireDay(document, notice.to_on)
      if (notice.from_on > notice.to_on) throw new ApiError('range_reversed', '公示的起始日期不得晚于结束日期。')
      return move(request, version, ['submitted'], 'notice', [{ kind: 'notice', ...notice }])
    },
  )

  app.post(`${root}/comment`, { config: { may: 'draw' }, schema: { ...schema, body: CommentDraft } }, request =>
    remark(request, OPEN, { kind: 'comment', ...request.body }),
  )

  app.post(`${root}/objection`, { config: { may: 'draw' }, schema: { ...schema, body: CommentDraft } }, request =>
    remark(request, ['notice'], { kind: 'objection', ...request.body }),
  )

  app.post(
    `${root}/publish`,
    {
      config: { may: 'review_areas' },
      schema: { ...schema, body: PublishArea, response: { 200: AreaWritten, 409: Problem, 422: Problem } },
    },
    async request => {
      const { params, body } = request
      const { document } = await planOf(db, params.plan)
      requireDay(document, body.effective_on)
      const account = whoOf(request).id
      const at = { ...params, version: body.version, account, states: WITH_OFFICE }
      const publish = () =>
        once(
          request,
          'publish_area',
          async (trx, write) => {
            const draft = await draftOf(trx, params.plan, params.id)
            await changeDraft(trx, at, { state: 'published' })
            const written = await publishDraft(trx, write, draft, body)
            await addStep(trx, write, params.id, { kind: 'published', text: body.note, from_on: body.effective_on })
            return written
          },
          true,
        )
      const explain = (error: unknown) =>
        asAccount(db, account, async trx => {
          const draft = await draftOf(trx, params.plan, params.id)
          return withEveryFault(trx, document, draft, body.effective_on, error)
        })
      return inTurn(params.plan, () =>
        publish().catch(error => {
          if (isAreaRefusal(error)) return explain(error)
          throw error
        }),
      )
    },
  )
}
