import type { Division } from '#core/api/plans.ts'
import { type Covers, coversOf } from '#core/coverage/tally.ts'
import type { PlanDocument, RankingKey } from '#core/plan/plan-document.ts'
import { kindOf } from './kind-of.ts'
import { REASON_KINDS, type Reason } from './rows.ts'
import { rankingKeys } from './rules.ts'
import { sidesOf } from './sides.ts'
import { addTo, type DaySums, noSums } from './sums.ts'
import type { Transition } from './transition.ts'

/** A reason before it has a day and a name. */
export interface Picked {
  kind: Reason['kind']
  subject: number
}

/** What is counted of one row. */
export interface Unit {
  now: DaySums
  before: DaySums
  regressed: number
  picked: Picked[]
  reasons_of: number
}

const ORDER = new Map(REASON_KINDS.map((kind, i) => [kind, i]))

/** In the order in which the kinds of reasons are told. */
export const byKind = (a: { kind: Reason['kind'] }, b: { kind: Reason['kind'] }): number =>
  ORDER.get(a.kind)! - ORDER.get(b.kind)!

/** The rows of a board as counted, each with at most `most` of its reasons, the first by kind and subject. */
export function unitsOf(
  document: PlanDocument,
  transitions: Transition[],
  { of, indicator }: { of: string; indicator: string },
  divisions: Division[],
  most = Number.POSITIVE_INFINITY,
): Map<number, Unit> {
  const units = added(transitions, sidesOf(of, divisions), coversOf(document, indicator), rankingKeys(document))
  for (const unit of units.values())
    unit.picked = unit.picked.sort((a, b) => byKind(a, b) || a.subject - b.subject).slice(0, most)
  return units
}

/** Adds transitions up by row, with why each row moved. */
function added(
  transitions: Transition[],
  sides: ReturnType<typeof sidesOf>,
  covers: Covers,
  keys: readonly RankingKey[],
): Map<number, Unit> {
  const units = new Map<number, Unit>()
  const unitAt = (id: number): Unit => {
    const held = units.get(id) ?? { now: noSums(), before: noSums(), regressed: 0, picked: [], reasons_of: 0 }
    units.set(id, held)
    return held
  }
  for (const transition of transitions) {
    const at = sides(transition)
    const [was, is] = [covers(transition.values_before), covers(transition.values)]
    const { count, due } = transition
    if (at.before !== null)
      addTo(unitAt(at.before).before, {
        weight: transition.weight_before,
        count,
        covered: was,
        is_due: due === 'none' ? null : due === 'before',
        value: transition.values_before[0],
      })
    if (at.now !== null) {
      const unit = unitAt(at.now)
      addTo(unit.now, {
        weight: transition.weight,
        count,
        covered: is,
        is_due: due === 'none' ? null : due !== 'ahead',
        value: transition.values[0],
      })
      if (was && !is) unit.regressed += count
    }
    for (const id of new Set([at.before, at.now])) {
      if (id === null) continue
      const kind = kindOf(transition, id, at, covers, keys)
      if (kind === null) continue
      const unit = unitAt(id)
      unit.reasons_of += count
      for (const subject of transition.subjects) unit.picked.push({ kind, subject })
    }
  }
  return units
}
