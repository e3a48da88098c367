import type { RankingRow } from '#core/api/progress.ts'

/** Where the gap lies: the fewest rows that hold at least half of what all rows are short of. */
export interface GapConcentration {
  rows: RankingRow[]
  short: number
  /** Short of all rows together; each row's own, so a row ahead does not make up for one behind. */
  of: number
}

/** null where nothing is short, or where the gap is so spread that naming half of the rows says nothing. */
export const gapConcentration = (ranked: readonly RankingRow[]): GapConcentration | null => {
  const of = ranked.reduce((sum, { short }) => sum + short, 0)
  if (of === 0) return null
  const rows: RankingRow[] = []
  let short = 0
  for (const row of [...ranked].sort((a, b) => b.short - a.short)) {
    if (short * 2 >= of) break
    rows.push(row)
    short += row.short
  }
  return rows.length * 2 > ranked.length ? null : { rows, short, of }
}
