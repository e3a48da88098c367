import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { OnceHeaders, PlanParams, Problem } from '#core/api/index.ts'
import { ChangeRoster, FreezeRoster, MergeCompounds, Roster, RosterAnswer, SplitCompound } from '#core/api/roster.ts'
import { UndoAnswer } from '#core/imports/import-answer.ts'
import { readSnapshot } from '../db/write.ts'
import { undoRoster } from '../imports/undo-import.ts'
import { planOf } from '../plans/plan-of.ts'
import { whoOf } from '../plugins/session.ts'
import type { Services } from '../services.ts'
import { carryOut, type GivenAct } from './carry-out.ts'
import { actsOf, freezeOf } from './roster.queries.ts'
import { totalsOn } from './totals.ts'

const ActQuery = Type.Object({ dry_run: Type.Optional(Type.Boolean()) }, { additionalProperties: false })
const ActParams = Type.Object(
  { ...PlanParams.properties, seq: Type.Integer({ minimum: 1 }) },
  { additionalProperties: false },
)
const answers = { 200: RosterAnswer, 201: RosterAnswer, 422: Problem }

/** The roster: what it counts, what was done to it, and the acts of the office. */
export const rosterRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  app.get(
    '/plans/:plan/roster',
    { config: { may: 'look' }, schema: { params: PlanParams, response: { 200: Roster } } },
    ({ params }) =>
      readSnapshot(db, async trx => {
        const { head, document, as_of } = await planOf(trx, params.plan)
        const freeze = await freezeOf(trx, head.id)
        const totals = await totalsOn(trx, document, as_of)
        return { frozen_on: freeze?.effective_on ?? null, as_of, totals, acts: await actsOf(trx, head.id) }
      }),
  )

  const bodies = {
    freeze: FreezeRoster,
    add: ChangeRoster,
    remove: ChangeRoster,
    split: SplitCompound,
    merge: MergeCompounds,
  }
  for (const [kind, body] of Object.entries(bodies))
    app.post(
      `/plans/:plan/roster/${kind}`,
      {
        config: { may: 'roster' },
        schema: { params: PlanParams, querystring: ActQuery, headers: OnceHeaders, body, response: answers },
      },
      async (request, reply) => {
        const { params, query, headers } = request
        const act = { ...(request.body as object), kind } as GivenAct
        const by = { account: whoOf(request).id, key: headers['idempotency-key'], trial: query.dry_run ?? false }
        const answer = await carryOut(db, params.plan, act, by)
        return reply.code(answer.seq === null ? 200 : 201).send(answer)
      },
    )

  app.delete(
    '/plans/:plan/roster/:seq',
    {
      config: { may: 'roster' },
      schema: { params: ActParams, response: { 200: UndoAnswer, 404: Problem, 409: Problem } },
    },
    request => undoRoster(db, request.params.plan, request.params.seq, whoOf(request).id),
  )
}
