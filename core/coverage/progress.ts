import type { Basis, CountedBy, Division, Progress, TargetVerdict } from '#core/api/index.ts'
import { addDays, previousMonthEnd } from '#core/calendar/days.ts'
import { inScope } from '#core/divisions/tree.ts'
import { baseIndicators } from '#core/plan/meets.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import { needsRankFigures, type RankFigures, rankFiguresOf } from '#core/ranking/rank-figures.ts'
import { type SubjectFacts, transitionsOf } from '#core/ranking/transition.ts'
import { countsOf, curveOf, targetsOf } from './curve.ts'
import { figuresOf } from './figures.ts'
import { forecast, PACE_DAYS } from './forecast.ts'
import type { History } from './history.ts'
import { rankedLevel, rankingRows } from './ranking-rows.ts'
import { byValue, coversOf, type Figures, shareOf } from './tally.ts'
import { type DayCount, targetVerdict } from './target-verdict.ts'

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
  rank_figures?: ReadonlyMap<number, RankFigures> | undefined
}

/** The days whose counts a progress answer needs: asked of, compared with, and the pace's start. */
export const daysAsked = (as_of: string) => [as_of, previousMonthEnd(as_of), addDays(as_of, -PACE_DAYS)]

/** Progress from the browser's own history; the daily counts of the same question up to `as_of` or beyond need not be counted twice. */
export function progressOn(
  plan: PlanDocument,
  history: History,
  question: ProgressQuestion,
  {
    divisions,
    counts,
    facts,
  }: { divisions: Division[]; counts?: DayCount[]; facts?: ReadonlyMap<number, SubjectFacts> },
): Progress {
  const figures = figuresOf(plan, history, question.indicator, question.basis, daysAsked(question.as_of))
  const { seq, known_at, verdicts_then } = history
  const counted =
    counts ??
    countsOf(curveOf(plan, history, { ...question, from: adopted(plan.starts_on), to: question.as_of }, { divisions }))
  const rank_figures = rankFiguresOn(plan, history, question, divisions, facts)
  return progressFrom(plan, figures, counted, question, { seq, known_at, divisions, verdicts_then, rank_figures })
}

/** The question whose transitions the ranking of a progress answer is measured by; none where rate and gain will do. */
export function rankedQuestion(plan: PlanDocument, { by, as_of, indicator, counted_by, basis }: ProgressQuestion) {
  const of = rankedLevel(plan, by)
  if (!of || !needsRankFigures(plan)) return null
  return { of, as_of, since: previousMonthEnd(as_of), indicator, counted_by, basis }
}

function rankFiguresOn(
  plan: PlanDocument,
  history: History,
  question: ProgressQuestion,
  divisions: Division[],
  facts: ReadonlyMap<number, SubjectFacts> = new Map(),
) {
  const ranked = rankedQuestion(plan, question)
  if (!ranked) return undefined
  const transitions = transitionsOf(history, facts, baseIndicators(plan, ranked.indicator), ranked)
  return rankFiguresOf(plan, transitions, ranked, divisions)
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
  const targets = verdicts(plan, question, counts, scope === null && counted_by === 'count' ? known.verdicts_then : {})
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
    rows: rankingRows(plan, figures, question, {
      divisions: known.divisions,
      covers,
      target,
      rank_figures: known.rank_figures,
    }),
  }
}

function verdicts(
  plan: PlanDocument,
  question: ProgressQuestion,
  counts: DayCount[],
  then: Known['verdicts_then'],
): TargetVerdict[] {
  const { as_of, basis } = question
  return targetsOf(plan, question).flatMap(target => {
    const verdict = targetVerdict(target, as_of, counts)
    if (!verdict) return []
    const then_it_was = verdict.by < as_of ? (then[target.id]?.[basis] ?? null) : null
    const now_it_is = verdict.verdict === 'met' ? 'met' : 'missed'
    return [{ ...verdict, known_then: then_it_was === now_it_is ? null : then_it_was }]
  })
}
