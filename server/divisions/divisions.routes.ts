import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { ApiError, PlanParams, When } from '#core/api/index.ts'
import { readSnapshot } from '../db/write.ts'
import { planOf } from '../plans/plan-of.ts'
import type { Services } from '../services.ts'
import { divisionFeatures, divisionsOf, namedOf } from './divisions.queries.ts'

const DivisionsQuery = Type.Object(
  {
    as_of: When.as_of,
    level: Type.Optional(Type.String({ maxLength: 32 })),
    format: Type.Optional(Type.Enum(['json', 'geojson'])),
  },
  { additionalProperties: false },
)

export const divisionsRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  app.get(
    '/plans/:plan/divisions',
    { schema: { params: PlanParams, querystring: DivisionsQuery } },
    ({ params, query }) =>
      readSnapshot(db, async trx => {
        const { as_of, document } = await planOf(trx, params.plan, query)
        if (query.level !== undefined && !document.levels.some(level => level.id === query.level))
          throw new ApiError('bad_request', `方案没有“${query.level}”这一级辖区。`)
        if (query.format !== 'json') return divisionFeatures(trx, params.plan, as_of, query.level ?? null)
        const divisions = await divisionsOf(trx, params.plan, as_of, null)
        return {
          divisions: divisions.filter(division => query.level === undefined || division.level === query.level),
          organisations: await namedOf(trx, params.plan, 'organisation', as_of),
          measures: await namedOf(trx, params.plan, 'measure', as_of),
        }
      }),
  )
}
