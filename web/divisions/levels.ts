import type { Division } from '#core/api/plans.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'

/** A division and all above it, the highest first. */
export const trailOf = (divisions: readonly Division[], id: number | null): Division[] => {
  const found = divisions.find(division => division.id === id)
  return found ? [...trailOf(divisions, found.parent), found] : []
}

/**
 * The level whose divisions are ranked under a scope: for the whole what the plan ranks, else the next level down that
 * has divisions there. null where nothing lies below: then the compounds themselves are listed.
 */
export const levelBelow = (plan: PlanDocument, divisions: readonly Division[], scope: number | null): string | null => {
  const under = divisions.filter(({ id }) => scope === null || trailOf(divisions, id).some(above => above.id === scope))
  const peopled = plan.levels.filter(({ id }) => under.some(division => division.level === id && division.id !== scope))
  if (scope !== null) return peopled[0]?.id ?? null
  const ranked = plan.ranking?.of.find(id => peopled.some(level => level.id === id))
  return ranked ?? peopled.at(-1)?.id ?? null
}
