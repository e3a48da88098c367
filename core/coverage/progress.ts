import type { Basis, CountedBy, Division, Progress, RankingRow, TargetVerdict } from '#core/api/index.ts'
import { addDays, previousMonthEnd } from '#core/calendar/days.ts'
import { inScope, unitOf } from '#core/divisions/tree.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import { countsOf, curveOf, targetsOf } from './curve.ts'
import { figuresOf } from './figures.ts'
import { forecast, PACE_DAYS } from './forecast.ts'
import type { History } from './history.ts'
import { type RankingKey, ranks } from './ranking.ts'
import { byValue, type Covers, coversOf, type Figures, shareOf, type Tally } from './tally.ts'
import { type DayCount, needed, targetVerdict } from './target-verdict.ts'

export interface ProgressQuestion {
  indicator: string
  basis: Basis
  counted_by: CountedBy
  scope: number | null
  as_of: string
  /** The level ranked; the plan's own where left out. */
  by?: string
}

export interface Known {
  seq: number
  known_at: string | null
  divisions: Division[]
  verdicts_then: History['verdicts_then']
}

/** The days whose counts a progress answer needs: asked of, compared with, and the pace's start. */
export const daysAsked = (as_of: string) => [as_of, previousMonthEnd(as_of), addDays(as_of, -PACE_DAYS)]

/** Progress from the browser's own history. */
export function progressOn(
  plan: PlanDocument,
  history: History,
  question: ProgressQuestion,
  { divisions }: { divisions: Division[] },
): Progress {
  const figures = figuresOf(plan, history, question.indicator, question.basis, daysAsked(question.as_of))
  const { seq, known_at, verdicts_then } = history
  const curve = curveOf(
    plan,
    history,
    { ...question, from: adopted(plan.starts_on), to: question.as_of },
    { divisions },
  )
  return progressFrom(plan, figures, countsOf(curve), question, { seq, known_at, divisions, verdicts_then })
}

/** Every figure of the wall for one question, from counted figures and the daily counts up to the day asked of. */
export function progressFrom(
  plan: PlanDocument,
  figures: Figures,
  counts: DayCount[],
  question: ProgressQuestion,
  known: Known,
): Progress {
  const { indicator, basis, counted_by, scope, as_of } = question
  const [, compared_with, paced_from] = daysAsked(as_of)
  const covers = coversOf(plan, indicator)
  const inside = inScope(known.divisions, scope)
  const at = (day: string) => (figures.at.get(day) ?? []).filter(tally => inside(tally.community))
  const base = at(as_of).filter(tally => tally.member === 'baseline')
  const added = shareOf(
    at(as_of).filter(tally => tally.member === 'addition'),
    covers,
    'count',
  )
  const total = shareOf(base, covers, counted_by)
  const targets = verdicts(
    plan,
    indicator,
    as_of,
    counts,
    scope === null && counted_by === 'count' ? known.verdicts_then : {},
    basis,
  )
  const target = targets.find(each => each.by >= as_of) ?? targets.at(-1) ?? null
  const paced = shareOf(
    at(paced_from!).filter(tally => tally.member === 'baseline'),
    covers,
    counted_by,
  )
  return {
    indicator,
    basis,
    counted_by,
    scope,
    as_of,
    compared_with: compared_with!,
    known_at: known.known_at,
    seq: known.seq,
    total: {
      ...total,
      unreported: base.reduce(
        (sum, tally) => sum + (tally.values.every(value => value === null) ? tally[counted_by] : 0),
        0,
      ),
      by_value: byValue(plan, indicator, base, covers, counted_by),
    },
    shares: {
      count: shareOf(base, covers, 'count'),
      floor_area: shareOf(base, covers, 'floor_area'),
      households: shareOf(base, covers, 'households'),
    },
    additions: { covered: added.covered, total: added.total },
    target,
    targets,
    forecast:
      target && target.by >= as_of
        ? forecast(as_of, {
            covered: total.covered,
            covered_before: paced.covered,
            short: target.short,
            days_left: target.days_left,
          })
        : null,
    rows: rankingRows(plan, figures, question, known, covers, target),
  }
}

function verdicts(
  plan: PlanDocument,
  indicator: string,
  as_of: string,
  counts: DayCount[],
  then: Known['verdicts_then'],
  basis: Basis,
): TargetVerdict[] {
  return targetsOf(plan, indicator).flatMap(target => {
    const verdict = targetVerdict(target, as_of, counts)
    if (!verdict) return []
    const then_it_was = verdict.by < as_of ? (then[target.id]?.[basis] ?? null) : null
    const now_it_is = verdict.verdict === 'met' ? 'met' : 'missed'
    return [{ ...verdict, known_then: then_it_was === now_it_is ? null : then_it_was }]
  })
}

function rankingRows(
  plan: PlanDocument,
  figures: Figures,
  { counted_by, scope, as_of, by }: ProgressQuestion,
  { divisions }: Known,
  covers: Covers,
  target: TargetVerdict | null,
): RankingRow[] {
  const level = by ?? plan.ranking?.of.find(of => plan.levels.some(each => each.id === of)) ?? plan.levels.at(-1)?.id
  if (!level) return []
  const unit = unitOf(divisions, level)
  const inside = inScope(divisions, scope)
  const units = divisions.filter(
    division =>
      division.level === level && (scope === null || division.id === scope || isUnder(divisions, division, scope)),
  )
  const before = measured(figures.at.get(previousMonthEnd(as_of)) ?? [], unit, covers, counted_by)
  const now = measured(figures.at.get(as_of) ?? [], unit, covers, counted_by)
  const regressed = new Map<number, number>()
  for (const move of figures.moves) {
    const id = inside(move.community) ? unit(move.community) : null
    if (id !== null && covers(move.before) && !covers(move.now))
      regressed.set(id, (regressed.get(id) ?? 0) + move.count)
  }
  const rows = units.map(division => {
    const { covered, total } = now.get(division.id) ?? { covered: 0, total: 0 }
    return { division, covered, total, gained: covered - (before.get(division.id)?.covered ?? 0), points: null }
  })
  const keys = (plan.ranking?.key ?? ['rate']) as RankingKey[]
  const rank = ranks(rows, keys)
  const earlier = units.map(division => ({
    division,
    ...(before.get(division.id) ?? { covered: 0, total: 0 }),
    gained: 0,
    points: null,
  }))
  const rankBefore = new Map([...ranks(earlier, keys)].map(([row, place]) => [row.division.id, place]))
  return rows
    .map(row => ({
      division: row.division.id,
      name: row.division.name,
      rank: rank.get(row) ?? null,
      rank_before: rankBefore.get(row.division.id) ?? null,
      covered: row.covered,
      total: row.total,
      rate: row.total === 0 ? null : row.covered / row.total,
      gained: row.gained,
      short: target?.percent == null ? 0 : Math.max(0, needed(target.percent, row.total) - row.covered),
      regressed: regressed.get(row.division.id) ?? 0,
    }))
    .sort(
      (a, b) => (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY) || a.division - b.division,
    )
}

function measured(tallies: Tally[], unit: (community: number | null) => number | null, covers: Covers, by: CountedBy) {
  const sums = new Map<number, { covered: number; total: number }>()
  for (const tally of tallies) {
    const id = tally.member === 'baseline' ? unit(tally.community) : null
    if (id === null) continue
    const sum = sums.get(id) ?? { covered: 0, total: 0 }
    sum.total += tally[by]
    if (covers(tally.values)) sum.covered += tally[by]
    sums.set(id, sum)
  }
  return sums
}

const isUnder = (divisions: Division[], division: Division, scope: number) => inScope(divisions, scope)(division.id)
