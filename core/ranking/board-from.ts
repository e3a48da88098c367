import type { Basis, CountedBy } from '#core/api/index.ts'
import { targetsOf } from '#core/coverage/curve.ts'
import { isFinished, type Rankable, ranks, ranksBefore } from '#core/coverage/ranking.ts'
import { coversOf } from '#core/coverage/tally.ts'
import { dueOf } from '#core/coverage/target-verdict.ts'
import type { PlanDocument, RankingKey } from '#core/plan/plan-document.ts'
import { type BoardNames, namesOf } from './names.ts'
import { type Board, type BoardRow, type BoardTarget, REASON_KINDS, type Reason } from './rows.ts'
import { rankingKeys } from './rules.ts'
import { sidesOf } from './sides.ts'
import { dueOfSums, meanPoints } from './sums.ts'
import type { Transition } from './transition.ts'
import { type Picked, type Unit, unitsOf } from './units.ts'

export interface WholeQuestion {
  of: string
  as_of: string
  since: string
  basis: Basis
  counted_by: CountedBy
  indicator: string
}

/** A board from counted transitions, wherever they were counted; of each row at most `most` reasons, told by `tell`. */
export function boardFrom(
  document: PlanDocument,
  transitions: Transition[],
  question: WholeQuestion,
  names: BoardNames,
  tell: (picked: Picked, unit: number) => Reason,
  most = Number.POSITIVE_INFINITY,
): Board {
  const keys = rankingKeys(document)
  const { of, as_of, since, basis, counted_by, indicator } = question
  const [target, target_before] = [as_of, since].map(day => targetOn(document, indicator, counted_by, day))
  const units = unitsOf(transitions, sidesOf(of, names.divisions), coversOf(document, indicator), keys)
  const numbered = namesOf(of, names)
  const rows = [...units].flatMap(([id, unit]) => {
    const name = numbered(id)
    if (name === null) return []
    const { covered, total } = unit.now
    const points = keys.includes('points') ? meanPoints(unit.now) : null
    const figures = {
      covered,
      total,
      points,
      gained: covered - unit.before.covered,
      ...dueOfSums(unit.now, target?.percent),
    }
    const then = {
      id,
      covered: unit.before.covered,
      total: unit.before.total,
      gained: 0,
      points: keys.includes('points') ? meanPoints(unit.before) : null,
      ...dueOfSums(unit.before, target_before?.percent),
    }
    return [{ id, name, ...figures, then, unit }]
  })
  const rank = ranks(rows, keys)
  const earlier = new Map(
    [
      ...ranksBefore(
        rows.map(({ then }) => then),
        keys,
      ),
    ].map(([{ id }, place]) => [id, place]),
  )
  const shown = rows.map(row =>
    rowOf(row, rank.get(row) ?? null, earlier.get(row.id) ?? null, keys, told(row, tell, most)),
  )
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

/** The first reasons by kind and subject, told in the order of their kinds, the latest first. */
const told = ({ id, unit }: Drawn, tell: (picked: Picked, unit: number) => Reason, most: number): Reason[] =>
  unit.picked
    .sort((a, b) => order(a) - order(b) || a.subject - b.subject)
    .slice(0, most)
    .map(picked => tell(picked, id))
    .sort((a, b) => order(a) - order(b) || (a.day < b.day ? 1 : a.day > b.day ? -1 : a.subject - b.subject))

const order = ({ kind }: Pick<Reason, 'kind'>) => REASON_KINDS.indexOf(kind)

/** The target that is next on a day, or the last one. */
function targetOn(document: PlanDocument, indicator: string, counted_by: CountedBy, day: string): BoardTarget | null {
  const targets = targetsOf(document, { indicator, counted_by, scope: null }).map(target => ({
    id: target.id,
    ...dueOf(target)!,
  }))
  const next = targets.find(({ by }) => by >= day) ?? targets.at(-1)
  return next ? { id: next.id, by: next.by, percent: next.percent } : null
}
