import type { CountedBy, Division, RankingRow, TargetVerdict } from '#core/api/index.ts'
import { previousMonthEnd } from '#core/calendar/days.ts'
import { inScope, unitOf } from '#core/divisions/tree.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import type { RankFigures } from '#core/ranking/rank-figures.ts'
import { rankingKeys } from '#core/ranking/rules.ts'
import { ranks, ranksBefore } from './ranking.ts'
import type { Covers, Figures, Tally } from './tally.ts'
import { needed } from './target-verdict.ts'

/** The level a ranking is of: the one asked for, else the plan's own, else its lowest. */
export const rankedLevel = (plan: PlanDocument, by?: string): string | undefined =>
  by ?? plan.ranking?.of.find(of => plan.levels.some(each => each.id === of)) ?? plan.levels.at(-1)?.id

const NO_FIGURES = { due: 0, done: 0, points: null }

type UnitOf = (community: number | null) => number | null

/** What a ranking is drawn up from, beside the counted figures. */
export interface Ranked {
  divisions: Division[]
  covers: Covers
  /** The target whose percent each unit is measured against; null where there is none. */
  target: TargetVerdict | null
  /** By unit, where the plan ranks by more than rate and gain. */
  rank_figures?: ReadonlyMap<number, RankFigures> | undefined
}

/**
 * The divisions of one level in a scope, in their order by the plan's keys, with how they stood at the previous month's end;
 * without those in which nothing is or was counted.
 */
export function rankingRows(
  plan: PlanDocument,
  figures: Figures,
  { counted_by, scope, as_of, by }: { counted_by: CountedBy; scope: number | null; as_of: string; by?: string },
  { divisions, covers, target, rank_figures }: Ranked,
): RankingRow[] {
  const level = rankedLevel(plan, by)
  if (!level) return []
  const unit = unitOf(divisions, level)
  const inside = inScope(divisions, scope)
  const counted = (day: string) => measured(figures.at.get(day) ?? [], unit, covers, counted_by)
  const now = counted(as_of)
  const before = counted(previousMonthEnd(as_of))
  const regressed = regressions(figures, unit, covers)
  const nothing = { covered: 0, total: 0 }
  const rows = divisions
    .filter(division => division.level === level && inside(division.id))
    .map(({ id, name }) => {
      const then = before.get(id) ?? nothing
      const { covered, total } = now.get(id) ?? nothing
      return {
        id,
        name,
        covered,
        total,
        gained: covered - then.covered,
        ...(rank_figures?.get(id)?.now ?? NO_FIGURES),
        then,
      }
    })
    .filter(({ total, then }) => total > 0 || then.total > 0)
  const keys = rankingKeys(plan)
  const rank = ranks(rows, keys)
  const earlier = new Map(
    [
      ...ranksBefore(
        rows.map(({ id, then }) => ({ id, ...then, gained: 0, ...(rank_figures?.get(id)?.before ?? NO_FIGURES) })),
        keys,
      ),
    ].map(([row, place]) => [row.id, place]),
  )
  return rows
    .map(row => ({
      division: row.id,
      name: row.name,
      rank: rank.get(row) ?? null,
      rank_before: earlier.get(row.id) ?? null,
      covered: row.covered,
      total: row.total,
      rate: row.total === 0 ? null : row.covered / row.total,
      gained: row.gained,
      short: target?.percent == null ? 0 : Math.max(0, needed(target.percent, row.total) - row.covered),
      regressed: regressed.get(row.id) ?? 0,
    }))
    .sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || a.division - b.division)
}

/** Covered and total of the baseline, by unit. */
function measured(tallies: Tally[], unit: UnitOf, covers: Covers, by: CountedBy) {
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

/** How many were covered and are not any more, by unit. */
function regressions({ moves }: Figures, unit: UnitOf, covers: Covers) {
  const counts = new Map<number, number>()
  for (const move of moves) {
    const id = unit(move.community)
    if (id !== null && covers(move.before) && !covers(move.now)) counts.set(id, (counts.get(id) ?? 0) + move.count)
  }
  return counts
}
