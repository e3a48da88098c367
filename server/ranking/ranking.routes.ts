import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ApiError, PlanParams } from '#core/api/index.ts'
import { Ranking, RankingQuery } from '#core/api/ranking.ts'
import { indicatorOf } from '#core/plan/meets.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { wholeQuestion } from '#core/ranking/question.ts'
import { COMPOUND, ORGANISATION } from '#core/ranking/rows.ts'
import { readSnapshot } from '../db/write.ts'
import { planOf, requireDay } from '../plans/plan-of.ts'
import type { Services } from '../services.ts'
import { boardOf } from './board-of.ts'

/** The most rows an answer lists. */
const MOST_ROWS = 500

export const rankingRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  app.get(
    '/plans/:plan/ranking',
    { schema: { params: PlanParams, querystring: RankingQuery, response: { 200: Ranking } } },
    ({ params, query }) =>
      readSnapshot(db, async trx => {
        const state = await planOf(trx, params.plan, query)
        const { document, as_of, head, known_at } = state
        requireRanked(document, query.of, query.indicator)
        if (query.since !== undefined) requireDay(document, query.since)
        const question = wholeQuestion(document, { ...query, as_of })
        if (question.since > as_of)
          throw new ApiError('range_reversed', `起始日期 ${question.since} 晚于截止日期 ${as_of}。`)
        const { rows, ...board } = await boardOf(trx, state, question)
        return { ...board, known_at, seq: head.seq, rows: rows.slice(0, MOST_ROWS), rows_of: rows.length }
      }),
  )
}

function requireRanked(document: PlanDocument, of: string, indicator: string | undefined): void {
  const known = [...document.levels.map(({ id }) => id), ORGANISATION, COMPOUND]
  if (!known.includes(of)) throw new ApiError('bad_request', `不能按“${of}”排名。`)
  if (indicator !== undefined && !indicatorOf(document, indicator))
    throw new ApiError('unknown_indicator', `方案没有“${indicator}”这项指标。`)
}
