import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import {
  ApiError,
  Draft,
  Drafts,
  DraftsQuery,
  NewDraft,
  OnceHeaders,
  PlanParams,
  Problem,
  SaveDraft,
} from '#core/api/index.ts'
import { asAccount } from '../db/as-account.ts'
import { recordOnce } from '../db/once.ts'
import { planOf } from '../plans/plan-of.ts'
import { whoOf } from '../plugins/session.ts'
import type { Services } from '../services.ts'
import { areaById } from './areas.queries.ts'
import { changeDraft, DraftParams, draftOf, OPEN, WITH_AUTHOR } from './draft-state.ts'
import { addDraft, draftsOf } from './drafts.queries.ts'

/** Areas being drawn: whoever draws keeps them here, half done or not; a save names the version it was made from. */
export const draftsRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  app.get(
    '/plans/:plan/areas/drafts',
    { config: { may: 'draw' }, schema: { params: PlanParams, querystring: DraftsQuery, response: { 200: Drafts } } },
    async request => {
      const { params, query } = request
      await planOf(db, params.plan)
      const states = query.state ? [query.state] : OPEN
      return { drafts: await asAccount(db, whoOf(request).id, trx => draftsOf(trx, params.plan, { states })) }
    },
  )

  app.get(
    '/plans/:plan/areas/drafts/:id',
    { config: { may: 'draw' }, schema: { params: DraftParams, response: { 200: Draft } } },
    request => asAccount(db, whoOf(request).id, trx => draftOf(trx, request.params.plan, request.params.id)),
  )

  app.post(
    '/plans/:plan/areas/drafts',
    {
      config: { may: 'draw' },
      schema: { params: PlanParams, headers: OnceHeaders, body: NewDraft, response: { 201: Draft } },
    },
    async (request, reply) => {
      const { params, headers, body } = request
      await planOf(db, params.plan)
      if (body.area !== null && !(await areaById(db, params.plan, body.area)))
        throw new ApiError('unknown_area', `没有编号为 ${body.area} 的区域。`)
      const account = whoOf(request).id
      const once = { key: headers['idempotency-key'], request: body, account, action: 'draft', note: body.name }
      const draft = await recordOnce(db, params.plan, once, async trx =>
        draftOf(trx, params.plan, await addDraft(trx, params.plan, account, body)),
      )
      return reply.code(201).send(draft)
    },
  )

  app.put(
    '/plans/:plan/areas/drafts/:id',
    {
      config: { may: 'draw' },
      schema: { params: DraftParams, body: SaveDraft, response: { 200: Draft, 409: Problem } },
    },
    request => {
      const {
        params,
        body: { version, ...body },
      } = request
      const account = whoOf(request).id
      return asAccount(db, account, trx =>
        changeDraft(trx, { ...params, version, account, states: WITH_AUTHOR }, { body }),
      )
    },
  )
}
