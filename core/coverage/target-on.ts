import type { CountedBy } from '#core/api/common.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import type { BoardTarget } from '#core/ranking/rows.ts'
import { targetsOf } from './curve.ts'
import { dueOf } from './target-verdict.ts'

/** The target that is next on a day, or the last one. */
export function targetOn(
  document: PlanDocument,
  indicator: string,
  counted_by: CountedBy,
  day: string,
): BoardTarget | null {
  const targets = targetsOf(document, { indicator, counted_by, scope: null }).map(target => ({
    id: target.id,
    ...dueOf(target)!,
  }))
  const next = targets.find(({ by }) => by >= day) ?? targets.at(-1)
  return next ? { id: next.id, by: next.by, percent: next.percent } : null
}
