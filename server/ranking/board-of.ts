import { REASONS_PER_ROW } from '#core/api/ranking.ts'
import { readTimeline } from '#core/coverage/history.ts'
import { baseIndicators } from '#core/plan/meets.ts'
import { boardFrom, type WholeQuestion } from '#core/ranking/board-from.ts'
import { reasonOn } from '#core/ranking/reason-on.ts'
import { type Board, COMPOUND, ORGANISATION } from '#core/ranking/rows.ts'
import { rankingKeys } from '#core/ranking/rules.ts'
import { unitsOf } from '#core/ranking/units.ts'
import { timelineOf } from '../coverage/progress-of.ts'
import type { Db } from '../db/database.ts'
import { divisionsOf, namedOf } from '../divisions/divisions.queries.ts'
import type { PlanState } from '../plans/plan-of.ts'
import { factsOn, type Grouped, transitionsBetween } from './ranking.queries.ts'

/** A ranking with what moved its rows, counted by the database; the history is read of the subjects that are named alone. */
export async function boardOf(
  db: Db,
  state: PlanState,
  question: WholeQuestion,
  most = REASONS_PER_ROW,
): Promise<Board> {
  const { document, known, head } = state
  const { of, as_of, basis, indicator } = question
  const bases = baseIndicators(document, indicator)
  const grouped: Grouped = { by: groupedBy(of), dues_move: rankingKeys(document).includes('due'), most }
  const transitions = await transitionsBetween(db, { plan: head.id, basis, known }, bases, question, grouped)
  const divisions = await divisionsOf(db, head.id, as_of, known)
  const organisations = of === ORGANISATION ? await namedOf(db, head.id, 'organisation', as_of, known) : []
  const units = unitsOf(document, transitions, question, divisions, most)
  const picked = [...units.values()].flatMap(unit => unit.picked.map(({ subject }) => subject))
  const named = [...new Set(of === COMPOUND ? [...picked, ...units.keys()] : picked)]
  const facts = await factsOn(db, head.id, known, as_of, named)
  const history = readTimeline(await timelineOf(db, state, indicator, [...new Set(picked)]))
  const tell = reasonOn(document, history, { divisions, facts }, question)
  return boardFrom(document, units, question, { divisions, organisations, facts }, tell)
}

const groupedBy = (of: string): Grouped['by'] => {
  if (of === ORGANISATION) return 'owner'
  return of === COMPOUND ? 'subject' : 'community'
}
