import type { Basis, CountedBy } from '#core/api/index.ts'
import { isFinished, type Rankable, ranks, ranksBefore } from '#core/coverage/ranking.ts'
import { targetOn } from '#core/coverage/target-on.ts'
import type { PlanDocument, RankingKey } from '#core/plan/plan-document.ts'
import { type BoardNames, namesOf } from './names.ts'
import type { Board, BoardRow, Reason } from './rows.ts'
import { rankingKeys } from './rules.ts'
import { type DaySums, dueOfSums, meanPoints } from './sums.ts'
import { byKind, type Picked, type Unit } from './units.ts'

export interface WholeQuestion {
  of: string
  as_of: string
  since: string
  basis: Basis
  counted_by: CountedBy
  indicator: string
}

/** A board from counted rows, wherever they were counted; each reason picked is told by `tell`. */
export function boardFrom(
  document: PlanDocument,
  units: ReadonlyMap<number, Unit>,
  question: WholeQuestion,
  names: BoardNames,
  tell: (picked: Picked, unit: number) => Reason,
): Board {
  const keys = rankingKeys(document)
  const { of, as_of, since, basis, counted_by, indicator } = question
  const [target, target_before] = [as_of, since].map(day => targetOn(document, indicator, counted_by, day))
  const isScored = keys.includes('points')
  const named = namesOf(of, names)
  const rows = [...units].flatMap(([id, unit]) => {
    const name = named(id)
    const { now, before } = unit
    if (name === null || (now.total === 0 && before.total === 0)) return []
    const drawn = drawnFrom(now, now.covered - before.covered, isScored, target?.percent)
    return [{ id, name, unit, ...drawn, earlier: { id, ...drawnFrom(before, 0, isScored, target_before?.percent) } }]
  })
  const rank = ranks(rows, keys)
  const were = ranksBefore(
    rows.map(({ earlier }) => earlier),
    keys,
  )
  const shown = rows.map(row => rowOf(row, rank.get(row) ?? null, were.get(row.earlier) ?? null, keys, told(row, tell)))
  return {
    of,
    as_of,
    since,
    basis,
    counted_by,
    target: target ?? null,
    target_before: target_before ?? null,
    rows: shown.sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || a.id - b.id),
  }
}

type Drawn = Rankable & { id: number; name: string; unit: Unit }

const rowOf = (
  { id, name, covered, total, gained, points, due, done, unit }: Drawn,
  rank: number | null,
  rank_before: number | null,
  keys: readonly RankingKey[],
  reasons: Reason[],
): BoardRow => ({
  id,
  name,
  rank,
  rank_before,
  covered,
  total,
  rate: total === 0 ? null : covered / total,
  due,
  done,
  gained,
  points,
  regressed: unit.regressed,
  finished: isFinished({ covered, total, gained, points, due, done }, keys),
  reasons,
  reasons_of: unit.reasons_of,
})

const drawnFrom = (sums: DaySums, gained: number, isScored: boolean, percent: number | null | undefined): Rankable => ({
  covered: sums.covered,
  total: sums.total,
  gained,
  points: isScored ? meanPoints(sums) : null,
  ...dueOfSums(sums, percent),
})

/** In the order of their kinds, the latest first. */
const told = ({ id, unit }: Drawn, tell: (picked: Picked, unit: number) => Reason): Reason[] =>
  unit.picked
    .map(picked => tell(picked, id))
    .sort((a, b) => byKind(a, b) || (a.day < b.day ? 1 : a.day > b.day ? -1 : a.subject - b.subject))
