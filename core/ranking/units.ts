import type { Covers } from '#core/coverage/tally.ts'
import type { RankingKey } from '#core/plan/plan-document.ts'
import { kindOf } from './kind-of.ts'
import type { Reason } from './rows.ts'
import type { sidesOf } from './sides.ts'
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

/** Adds transitions up by row, with why each row moved. */
export function unitsOf(
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
