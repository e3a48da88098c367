import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import {
  ApiError,
  Curve,
  CurveQuery,
  IndicatorId,
  PlanParams,
  Progress,
  ProgressQuery,
  type Timeline,
  When,
} from '#core/api/index.ts'
import { indicatorOf } from '#core/plan/meets.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import type { Db } from '../db/database.ts'
import { readSnapshot } from '../db/write.ts'
import { divisionsOf } from '../divisions/divisions.queries.ts'
import { type PlanState, planOf, requireDay } from '../plans/plan-of.ts'
import type { Services } from '../services.ts'
import { curve, progressOf, type Question, timelineOf } from './progress-of.ts'
import { touchedSince } from './timeline.queries.ts'
import { verdictsThen } from './verdicts-then.ts'

const TimelineQuery = Type.Object(
  {
    known_at: When.known_at,
    indicator: Type.Optional(IndicatorId),
    since: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  },
  { additionalProperties: false },
)

export const coverageRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  app.get(
    '/plans/:plan/progress',
    { schema: { params: PlanParams, querystring: ProgressQuery, response: { 200: Progress } } },
    ({ params, query }) =>
      readSnapshot(db, async trx => {
        const state = await planOf(trx, params.plan, query)
        const divisions = await divisionsOf(trx, params.plan, state.as_of, state.known)
        return progressOf(trx, state, await questionOf(trx, state, query), divisions)
      }),
  )

  app.get(
    '/plans/:plan/curve',
    { schema: { params: PlanParams, querystring: CurveQuery, response: { 200: Curve } } },
    ({ params, query }) =>
      readSnapshot(db, async trx => {
        const state = await planOf(trx, params.plan, query)
        const from = query.from ?? adopted(state.document.starts_on)
        const to = query.to ?? state.as_of
        for (const day of [from, to]) requireDay(state.document, day)
        if (from > to) throw new ApiError('range_reversed', `起始日期 ${from} 晚于截止日期 ${to}。`)
        const divisions = await divisionsOf(trx, params.plan, state.as_of, state.known)
        return curve(trx, state, { ...(await questionOf(trx, state, query)), from, to }, divisions)
      }),
  )

  app.get(
    '/plans/:plan/timeline',
    {
      schema: { params: PlanParams, querystring: TimelineQuery, response: { 200: Type.Unsafe<Timeline>(Type.Any()) } },
    },
    ({ params, query }) =>
      readSnapshot(db, async trx => {
        const state = await planOf(trx, params.plan, query)
        const indicator = requireIndicator(state.document, query.indicator)
        const subjects = query.since === undefined ? null : await touchedSince(trx, params.plan, query.since)
        const since = subjects === null ? null : query.since!
        const timeline = await timelineOf(trx, state, indicator, subjects, since)
        return { ...timeline, verdicts_then: await verdictsThen(trx, state) }
      }),
  )
}

async function questionOf(db: Db, { head, document }: PlanState, query: Partial<Question>): Promise<Question> {
  if (query.scope !== undefined && query.scope !== null) {
    const found = await db
      .selectFrom('subject')
      .innerJoin('division', 'division.id', 'subject.id')
      .select('subject.id')
      .where('subject.plan', '=', head.id)
      .where('subject.id', '=', query.scope)
      .executeTakeFirst()
    if (!found) throw new ApiError('unknown_subject', `没有编号为 ${query.scope} 的辖区。`)
  }
  if (query.by !== undefined && !document.levels.some(level => level.id === query.by))
    throw new ApiError('bad_request', `方案没有“${query.by}”这一级辖区。`)
  return {
    indicator: requireIndicator(document, query.indicator),
    basis: query.basis ?? 'reported',
    counted_by: query.counted_by ?? adopted(document.counted_by),
    scope: query.scope ?? null,
    by: query.by,
  }
}

function requireIndicator(document: PlanDocument, id = document.headline.indicator): string {
  if (!indicatorOf(document, id)) throw new ApiError('unknown_indicator', `方案没有“${id}”这项指标。`)
  return id
}
