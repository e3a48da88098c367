import type { CountedBy, Share } from '#core/api/index.ts'
import { baseIndicators, indicatorOf, meets, shownPart } from '#core/plan/meets.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'

/** So many subjects of one community and membership hold these values, one per base indicator; null is unreported. */
export interface Tally {
  community: number | null
  member: 'baseline' | 'addition'
  values: (string | null)[]
  count: number
  households: number
  floor_area: number
}

/** So many baseline subjects of one community went from one tuple of values to another between two days. */
export interface Move {
  community: number | null
  before: (string | null)[]
  now: (string | null)[]
  count: number
}

/** What a figure is worked out from, whether the database or the browser's history counted it. */
export interface Figures {
  /** The counts of each day asked about. */
  at: Map<string, Tally[]>
  /** Between the day compared with and the day asked of. */
  moves: Move[]
}

export type Covers = (values: (string | null)[]) => boolean

/** The plan's rule as a function of the base indicators' values; answers are remembered, for few tuples ever occur. */
export function coversOf(plan: PlanDocument, indicator: string): Covers {
  const bases = baseIndicators(plan, indicator)
  const known = new Map<string | null, boolean>()
  return values => {
    const key = keyOf(values)
    const before = known.get(key)
    if (before !== undefined) return before
    const answer = meets(plan, indicator, Object.fromEntries(bases.map((id, i) => [id, values[i] ?? null])))
    known.set(key, answer)
    return answer
  }
}

/** Tells tuples of values apart; a value is never empty and holds no control character. */
export const keyOf = (values: (string | null)[]): string | null =>
  values.length === 1 ? values[0]! : values.join('\n')

/** What share of the tallies is covered, by one way of counting; integers until the last division. */
export function shareOf(tallies: Tally[], covers: Covers, by: CountedBy): Share {
  let covered = 0
  let total = 0
  for (const tally of tallies) {
    total += tally[by]
    if (covers(tally.values)) covered += tally[by]
  }
  return { covered, total, rate: total === 0 ? null : covered / total }
}

/** How many hold each value; several base indicators give `true`, `false`; unreported ones are not in it. */
export function byValue(
  plan: PlanDocument,
  indicator: string,
  tallies: Tally[],
  covers: Covers,
  by: CountedBy,
): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const tally of tallies) {
    const key = shownValue(plan, indicator, tally.values, covers)
    if (key !== null) counts[key] = (counts[key] ?? 0) + tally[by]
  }
  return counts
}

/** The one value a subject is shown with: of a split compound, the first part's that keeps it from being covered, else the first's. */
export function shownValue(
  plan: PlanDocument,
  indicator: string,
  values: (string | null)[],
  covers: Covers,
): string | null {
  if (values.every(value => value === null)) return null
  if (values.length > 1) return String(covers(values))
  const [value] = values as [string]
  const base = indicatorOf(plan, baseIndicators(plan, indicator)[0]!)
  return (base ? shownPart(plan, base, value) : value) || null
}
