import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import {
  ApiError,
  AreaPage,
  Areas,
  AreaVerdict,
  AreaWritten,
  CheckArea,
  OnceHeaders,
  PlanParams,
  Problem,
  ProposeArea,
  ProposedArea,
  RetireArea,
  SubjectId,
  Surroundings,
  When,
} from '#core/api/index.ts'
import { recordOnce } from '../db/once.ts'
import { readSnapshot } from '../db/write.ts'
import { planOf, requireDay } from '../plans/plan-of.ts'
import { whoOf } from '../plugins/session.ts'
import type { Services } from '../services.ts'
import { areaPage } from './area-page.ts'
import { areaById, areasOn } from './areas.queries.ts'
import { checkArea } from './check-area.ts'
import { proposeArea } from './propose-area.ts'
import { retireArea } from './publish-area.ts'
import { readWindow, surroundingsOf } from './surroundings.queries.ts'

const OneParams = Type.Object({ ...PlanParams.properties, id: SubjectId }, { additionalProperties: false })
const WhenQuery = Type.Object(When, { additionalProperties: false })
const WindowQuery = Type.Object(
  { bbox: Type.String({ maxLength: 120 }), as_of: When.as_of },
  { additionalProperties: false },
)

/** Published areas: what holds on a day, one area's history, what lies around a drawing, and the verdict on a shape. */
export const areasRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  app.get(
    '/plans/:plan/areas',
    { schema: { params: PlanParams, querystring: WhenQuery, response: { 200: Areas } } },
    ({ params, query }) =>
      readSnapshot(db, async trx => {
        const { head, known, as_of } = await planOf(trx, params.plan, query)
        return { as_of, seq: known ?? head.seq, areas: await areasOn(trx, params.plan, as_of, known) }
      }),
  )

  app.get(
    '/plans/:plan/areas/:id',
    { schema: { params: OneParams, querystring: WhenQuery, response: { 200: AreaPage } } },
    ({ params, query }) =>
      readSnapshot(db, async trx => {
        const { known, as_of } = await planOf(trx, params.plan, query)
        const page = await areaPage(trx, params.plan, params.id, as_of, known)
        if (!page) throw new ApiError('unknown_area', `没有编号为 ${params.id} 的区域。`)
        return page
      }),
  )

  app.get(
    '/plans/:plan/areas/surroundings',
    {
      config: { may: 'draw' },
      schema: { params: PlanParams, querystring: WindowQuery, response: { 200: Surroundings } },
    },
    ({ params, query }) =>
      readSnapshot(db, async trx => {
        const { as_of } = await planOf(trx, params.plan, { as_of: query.as_of })
        return surroundingsOf(trx, params.plan, as_of, readWindow(query.bbox))
      }),
  )

  app.post(
    '/plans/:plan/areas/check',
    { config: { may: 'draw' }, schema: { params: PlanParams, body: CheckArea, response: { 200: AreaVerdict } } },
    ({ params, body }) =>
      readSnapshot(db, async trx => {
        const { document, as_of } = await planOf(trx, params.plan, { as_of: body.effective_on })
        const { area = null, town = null, community = null, ground = null, shape, kind, picks } = body
        return checkArea(trx, document, {
          plan: params.plan,
          area,
          town,
          community,
          ground,
          shape,
          kind,
          picks,
          from_on: as_of,
        })
      }),
  )

  app.post(
    '/plans/:plan/areas/propose',
    { config: { may: 'draw' }, schema: { params: PlanParams, body: ProposeArea, response: { 200: ProposedArea } } },
    ({ params, body }) =>
      readSnapshot(db, async trx => {
        const { as_of } = await planOf(trx, params.plan, { as_of: body.effective_on })
        return proposeArea(trx, params.plan, body.compounds, as_of)
      }),
  )

  app.post(
    '/plans/:plan/areas/:id/retire',
    {
      config: { may: 'review_areas' },
      schema: {
        params: OneParams,
        headers: OnceHeaders,
        body: RetireArea,
        response: { 200: AreaWritten, 409: Problem },
      },
    },
    async request => {
      const { params, headers, body } = request
      const { document } = await planOf(db, params.plan)
      requireDay(document, body.effective_on)
      if (!(await areaById(db, params.plan, params.id)))
        throw new ApiError('unknown_area', `没有编号为 ${params.id} 的区域。`)
      const once = {
        key: headers['idempotency-key'],
        request: { ...body, id: params.id },
        account: whoOf(request).id,
        action: 'retire_area',
        note: body.reason,
        shapes: true,
      }
      return recordOnce(db, params.plan, once, (trx, write) => retireArea(trx, write, params.id, body))
    },
  )
}
