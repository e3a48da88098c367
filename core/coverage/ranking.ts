/** What a unit is ranked by: integers, compared by cross-multiplication. */
export interface Rankable {
  covered: number
  total: number
  gained: number
  points: number | null
}

export type RankingKey = 'rate' | 'gain_in_month' | 'points'

const compareBy: Record<RankingKey, (a: Rankable, b: Rankable) => number> = {
  rate: (a, b) => b.covered * a.total - a.covered * b.total,
  gain_in_month: (a, b) => b.gained - a.gained,
  points: (a, b) => (b.points ?? Number.NEGATIVE_INFINITY) - (a.points ?? Number.NEGATIVE_INFINITY),
}

/** Ranks by the plan's keys in order; equals share a rank, and who has nothing due is not ranked (null). */
export function ranks<T extends Rankable>(rows: T[], keys: RankingKey[]): Map<T, number | null> {
  const compare = (a: T, b: T) => keys.reduce((order, key) => order || compareBy[key](a, b), 0)
  const ranked = new Map<T, number | null>()
  const due = rows.filter(row => row.total > 0 || row.points !== null).sort(compare)
  due.forEach((row, i) => {
    const ahead = due[i - 1]
    ranked.set(row, ahead && compare(ahead, row) === 0 ? ranked.get(ahead)! : i + 1)
  })
  for (const row of rows) if (!ranked.has(row)) ranked.set(row, null)
  return ranked
}
