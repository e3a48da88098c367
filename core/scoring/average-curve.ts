import type { Basis, Curve } from '#core/api/index.ts'
import { type History, rowOn } from '#core/coverage/history.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import { averagePoints, rankPoints } from './points.ts'

/**
 * The average score per changed day as a curve: `covered` is the average, `total` the highest full mark of the plan's rubrics.
 * It has no steps: a target counts subjects, not points.
 */
export function averageCurve(
  plan: PlanDocument,
  history: History,
  { indicator, basis, from, to }: { indicator: string; basis: Basis; from: string; to: string },
): Curve {
  const rows = [...(history.indicators.get(indicator)?.[basis] ?? [])]
  const days = [...new Set([from, ...rows.flatMap(([, held]) => held.map(row => row.from))])]
    .filter(day => day >= from && day <= to)
    .sort()
  const averages = days.map(day =>
    Number(
      averagePoints(rankPoints(rows.map(([subject, held]) => [subject, rowOn(held, day)?.value ?? null] as const))) ??
        0,
    ),
  )
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
