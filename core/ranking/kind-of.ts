import type { Covers } from '#core/coverage/tally.ts'
import type { RankingKey } from '#core/plan/plan-document.ts'
import type { Reason } from './rows.ts'
import type { UnitSides } from './sides.ts'
import type { Transition } from './transition.ts'

/** Why a transition moves a unit, by the keys the plan ranks by; null where it does not. */
export const kindOf = (
  transition: Transition,
  unit: number,
  { before, now }: UnitSides,
  covers: Covers,
  keys: readonly RankingKey[],
): Reason['kind'] | null => {
  if (before !== unit) return now === unit ? 'joined' : null
  if (now !== unit) return 'left'
  const [was, is] = [covers(transition.values_before), covers(transition.values)]
  if (was !== is) return is ? 'gained' : 'lost'
  if (keys.includes('points') && transition.values[0] !== transition.values_before[0]) return 'scored'
  if (keys.includes('due') && transition.due === 'between') return 'fell_due'
  return transition.reweighed ? 'reweighed' : null
}
