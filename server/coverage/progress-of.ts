import type { Basis, CountedBy, Division } from '#core/api/index.ts'
import { countsOf, curveFrom, curveOf, type DayDelta } from '#core/coverage/curve.ts'
import { type History, readTimeline } from '#core/coverage/history.ts'
import { daysAsked, progressFrom, rankedQuestion } from '#core/coverage/progress.ts'
import { inScope } from '#core/divisions/tree.ts'
import { baseIndicators } from '#core/plan/meets.ts'
import { adopted } from '#core/plan/printed.ts'
import { rankFiguresOf } from '#core/ranking/rank-figures.ts'
import type { Db } from '../db/database.ts'
import type { PlanState } from '../plans/plan-of.ts'
import { type Grouped, transitionsBetween } from '../ranking/ranking.queries.ts'
import { dayDeltas, movesBetween, talliesOn } from './coverage.queries.ts'
import { standingRows } from './timeline.queries.ts'
import { timelineColumns } from './timeline-columns.ts'
import { verdictsThen } from './verdicts-then.ts'

export interface Question {
  indicator: string
  basis: Basis
  counted_by: CountedBy
  scope: number | null
  by?: string
}

const BY_COMMUNITY: Grouped = { by: 'community', dues_move: false, most: 0 }

/** Progress of one question, counted by the database. */
export async function progressOf(db: Db, state: PlanState, question: Question, divisions: Division[]) {
  const { document, known, as_of, head } = state
  const bases = baseIndicators(document, question.indicator)
  const asked = { plan: head.id, basis: question.basis, known }
  const days = daysAsked(as_of)
  const at = await talliesOn(db, asked, bases, days)
  const moves = await movesBetween(db, asked, bases, days[1]!, days[0]!)
  const counts = countsOf(
    await curve(db, state, { ...question, from: adopted(document.starts_on), to: as_of }, divisions),
  )
  const ranked = rankedQuestion(document, { ...question, as_of })
  const transitions = ranked && (await transitionsBetween(db, asked, bases, ranked, BY_COMMUNITY))
  return progressFrom(
    document,
    { at, moves },
    counts,
    { ...question, as_of },
    {
      seq: head.seq,
      known_at: state.known_at,
      divisions,
      rank_figures: transitions ? rankFiguresOf(document, transitions, ranked, divisions) : undefined,
      verdicts_then: await verdictsThen(db, state),
    },
  )
}

/** The curve of one question: from the day deltas where they are kept, else from the history. */
export async function curve(
  db: Db,
  state: PlanState,
  question: Question & { from: string; to: string },
  divisions: Division[],
) {
  const { document, known, head } = state
  const bases = baseIndicators(document, question.indicator)
  const said = { seq: head.seq, known_at: state.known_at }
  if (known === null && bases.length === 1) {
    const inside = inScope(divisions, question.scope)
    const scopes =
      question.scope === null ? [] : divisions.filter(division => inside(division.id)).map(division => division.id)
    const by = question.counted_by === 'count' ? 'n' : question.counted_by
    const deltas: DayDelta[] = await dayDeltas(db, head.id, bases[0]!, question.basis, scopes, by)
    return curveFrom(document, deltas, question, said)
  }
  return curveOf(document, await historyOf(db, state, question.indicator), question, { divisions })
}

/** The whole history of an indicator, as the browser reads it. */
export async function historyOf(db: Db, state: PlanState, indicator: string): Promise<History> {
  return readTimeline(await timelineOf(db, state, indicator, null))
}

/** The timeline of an indicator: its base indicators and the roster; of some subjects only where they are given. */
export async function timelineOf(
  db: Db,
  { head, document, known, known_at }: PlanState,
  indicator: string,
  subjects: number[] | null,
  since: number | null = null,
) {
  const indicators = ['roster', ...baseIndicators(document, indicator)]
  const rows = await standingRows(db, head.id, indicators, known, subjects)
  const columns = timelineColumns(rows, indicators)
  const named = subjects ?? [...new Set(rows.map(row => row.subject))]
  return {
    seq: head.seq,
    known_at,
    geometry_revision: head.geometry_revision,
    since,
    subjects: named,
    verdicts_then: {},
    ...columns,
  }
}
