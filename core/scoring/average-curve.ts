import type { Basis, Curve, Division } from '#core/api/index.ts'
import { type History, rowOn } from '#core/coverage/history.ts'
import { inScope } from '#core/divisions/tree.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import { averagePoints, rankPoints } from './points.ts'

export interface AverageQuestion {
  indicator: string
  basis: Basis
  scope: number | null
  from: string
  to: string
}

/**
 * The average score per changed day as a curve: `covered` is the average, `total` the highest full mark of the plan's rubrics.
 * It has no steps: a target counts subjects, not points.
 */
export function averageCurve(
  plan: PlanDocument,
  history: History,
  { indicator, basis, scope, from, to }: AverageQuestion,
  { divisions }: { divisions: Division[] },
): Curve {
  const inside = inScope(divisions, scope)
  const rows = [...(history.indicators.get(indicator)?.[basis] ?? [])]
  const days = [...new Set([from, ...rows.flatMap(([, held]) => held.map(row => row.from))])]
    .filter(day => day >= from && day <= to)
    .sort()
  const averages = days.map(day => {
    const points = rows.map(([subject, held]) => {
      const row = rowOn(held, day)
      const counts = row?.member === 'baseline' && inside(row.community)
      return [subject, counts ? row.value : null] as const
    })
    return Number(averagePoints(rankPoints(points)) ?? 0)
  })
  const full = Math.max(0, ...plan.rubrics.map(rubric => adopted(rubric.full) ?? 0), ...averages)
  const { seq, known_at } = history
  return {
    indicator,
    from,
    to,
    known_at,
    seq,
    days,
    total: days.map(() => full),
    covered: averages,
    by_value: {},
    steps: [],
  }
}
