import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { CompoundAreas, PlanParams, SubjectId, When } from '#core/api/index.ts'
import { readSnapshot } from '../db/write.ts'
import { planOf } from '../plans/plan-of.ts'
import type { Services } from '../services.ts'
import { areasOfCompound } from './compound-areas.queries.ts'

const OneParams = Type.Object({ ...PlanParams.properties, id: SubjectId }, { additionalProperties: false })
const DayQuery = Type.Object({ as_of: When.as_of }, { additionalProperties: false })

/** Which areas one compound belongs to: a name beside it, without every shape of the plan. */
export const compoundAreasRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  app.get(
    '/plans/:plan/compounds/:id/areas',
    { schema: { params: OneParams, querystring: DayQuery, response: { 200: CompoundAreas } } },
    ({ params, query }) =>
      readSnapshot(db, async trx => {
        const { as_of } = await planOf(trx, params.plan, query)
        return { areas: await areasOfCompound(trx, params.plan, params.id, as_of) }
      }),
  )
}
