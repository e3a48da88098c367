import type { RankingRow } from '#core/api/progress.ts'

/** Where the gap lies: the fewest rows that hold at least half of what all rows are short of. */
export interface GapConcentration {
  rows: RankingRow[]
  short: number
  /** Short of all rows together; each row's own, so a row ahead does not make up for one behind. */
  of: number
}

/**
 * null where nothing is short, or where the gap is so spread that naming some says nothing: more than half of the rows,
 * or one left out that is as short as one named.
 */
export const gapConcentration = (ranked: readonly RankingRow[]): GapConcentration | null => {
  const of = ranked.reduce((sum, { short }) => sum + short, 0)
  if (of === 0) return null
  const rows: RankingRow[] = []
  let short = 0
  const sorted = [...ranked].sort((a, b) => b.short - a.short)
  for (const row of sorted) {
    if (short * 2 >= of) break
    rows.push(row)
    short += row.short
  }
  const isSpread = rows.length * 2 > ranked.length || sorted[rows.length]?.short === rows.at(-1)?.short
  return isSpread ? null : { rows, short, of }
}
