import type { Division } from '#core/api/plans.ts'
import { unitOf } from '#core/divisions/tree.ts'
import type { Transition } from './transition.ts'

export interface UnitSides {
  before: number | null
  now: number | null
}

/** In which row of a board a transition counts on each of the two days; in none where it was not of the baseline. */
export function sidesOf(of: string, divisions: Division[]): (transition: Transition) => UnitSides {
  const level = of === 'organisation' || of === 'compound' ? null : unitOf(divisions, of)
  return ({ subject, owner, counted_before, counted, community_before, community }) => {
    if (level)
      return {
        before: counted_before ? level(community_before) : null,
        now: counted ? level(community) : null,
      }
    const unit = of === 'organisation' ? owner : subject
    return { before: counted_before ? unit : null, now: counted ? unit : null }
  }
}
