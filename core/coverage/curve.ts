import type { Basis, CountedBy, Curve, Division } from '#core/api/index.ts'
import { inScope } from '#core/divisions/tree.ts'
import { baseIndicators } from '#core/plan/meets.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import { type History, rowOn, type StandingRow } from './history.ts'
import { coversOf, shownValue } from './tally.ts'
import { type DayCount, dueOf, needed } from './target-verdict.ts'

export interface CurveQuestion {
  indicator: string
  basis: Basis
  counted_by: CountedBy
  scope: number | null
  from: string
  to: string
}

/** On a day so many more (or fewer) hold these values; `values` null speaks of the roster's size. Baseline only. */
export interface DayDelta {
  day: string
  values: (string | null)[] | null
  n: number
}

/** The cumulative counts per day and value, with the target stairs; only days that change something, and the first. */
export function curveOf(
  plan: PlanDocument,
  history: History,
  question: CurveQuestion,
  { divisions }: { divisions: Division[] },
): Curve {
  const { seq, known_at } = history
  return curveFrom(plan, deltasOf(plan, history, question, divisions), question, { seq, known_at })
}

/** A curve from day deltas, wherever they were counted. */
export function curveFrom(
  plan: PlanDocument,
  deltas: DayDelta[],
  question: CurveQuestion,
  { seq, known_at }: { seq: number; known_at: string | null },
): Curve {
  const { indicator, from, to } = question
  const covers = coversOf(plan, indicator)
  const days: string[] = []
  const total: number[] = []
  const covered: number[] = []
  const by_value: Record<string, number[]> = {}
  const sorted = deltas.filter(delta => delta.day <= to).sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
  const start = (day: string) => {
    if (days.at(-1) === day) return
    days.push(day)
    total.push(total.at(-1) ?? 0)
    covered.push(covered.at(-1) ?? 0)
    for (const series of Object.values(by_value)) series.push(series.at(-1)!)
  }
  start(from)
  for (const { day, values, n } of sorted) {
    start(day < from ? from : day)
    const i = days.length - 1
    if (values === null) total[i]! += n
    else {
      if (covers(values)) covered[i]! += n
      const shown = shownValue(plan, indicator, values, covers)
      if (shown === null) continue
      by_value[shown] ??= days.map(() => 0)
      by_value[shown][i]! += n
    }
  }
  return {
    indicator,
    from,
    to,
    known_at,
    seq,
    days,
    total,
    covered,
    by_value,
    steps: stepsOf(plan, question, total.at(-1) ?? 0),
  }
}

/** Covered and total per changed day, for verdicts and pace. */
export const countsOf = (curve: Curve): DayCount[] =>
  curve.days.map((day, i) => ({ day, covered: curve.covered[i]!, total: curve.total[i]! }))

/** The stairs of the targets that can be judged by this question's counts. */
function stepsOf(plan: PlanDocument, question: TargetQuestion, total: number): Curve['steps'] {
  return targetsOf(plan, question).map(target => {
    const due = dueOf(target)!
    return {
      id: target.id,
      by: due.by,
      percent: due.percent,
      needed: due.percent === null ? due.count! : needed(due.percent, total),
    }
  })
}

type TargetQuestion = Pick<CurveQuestion, 'indicator' | 'counted_by' | 'scope'>

/**
 * The plan's targets with a number and a day that a question's counts can judge, the earliest first: those of its indicator
 * and of everything, not of some kinds alone; a number of subjects only where subjects of the whole are counted.
 */
export const targetsOf = (plan: PlanDocument, { indicator, counted_by, scope }: TargetQuestion) =>
  plan.targets
    .filter(target => {
      const due = dueOf(target)
      if (!due || target.scope !== 'whole' || target.filter) return false
      if ((target.indicator ?? plan.headline.indicator) !== indicator) return false
      return due.percent !== null || (counted_by === 'count' && scope === null)
    })
    .sort((a, b) => (adopted(a.by!) < adopted(b.by!) ? -1 : 1))

function deltasOf(plan: PlanDocument, history: History, question: CurveQuestion, divisions: Division[]): DayDelta[] {
  const { basis, counted_by, scope } = question
  const inside = inScope(divisions, scope)
  const tables = baseIndicators(plan, question.indicator).map(id => history.indicators.get(id)?.[basis])
  const deltas: DayDelta[] = []
  for (const [subject, rows] of history.indicators.get('roster')?.[basis] ?? []) {
    const held = tables.map(table => table?.get(subject))
    let before: { values: (string | null)[]; n: number } | null = null
    for (const day of breakpoints([rows, ...held])) {
      const row = rowOn(rows, day)
      const counts = row && row.value !== null && row.member === 'baseline' && inside(row.community)
      const now = counts
        ? { values: held.map(table => rowOn(table, day)?.value ?? null), n: weight(row, counted_by) }
        : null
      if (before) deltas.push({ day, values: null, n: -before.n }, { day, values: before.values, n: -before.n })
      if (now) deltas.push({ day, values: null, n: now.n }, { day, values: now.values, n: now.n })
      before = now
    }
  }
  return deltas
}

const weight = (row: StandingRow, by: CountedBy) => (by === 'count' ? 1 : row[by])

const breakpoints = (tables: (StandingRow[] | undefined)[]) =>
  [...new Set(tables.flatMap(rows => rows?.map(row => row.from) ?? []))].sort()
