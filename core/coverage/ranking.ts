import type { RankingKey } from '#core/plan/plan-document.ts'

/** What a unit is ranked by: integers, compared by cross-multiplication. */
export interface Rankable {
  covered: number
  total: number
  gained: number
  points: number | null
  /** What had fallen due, and how much of it is done. */
  due: number
  done: number
}

const compareBy: Record<RankingKey, (a: Rankable, b: Rankable) => number> = {
  due: (a, b) => compareShares(dueShare(a), dueShare(b)),
  rate: (a, b) => compareShares([a.covered, a.total], [b.covered, b.total]),
  gain_in_month: (a, b) => b.gained - a.gained,
  points: (a, b) => (b.points ?? -1) - (a.points ?? -1),
}

/** Of whom nothing was due has left nothing undone. */
const dueShare = ({ done, due }: Rankable): [number, number] => (due === 0 ? [1, 1] : [done, due])

/** The greater share first; exact for floor areas too, whose products pass what a number holds. */
const compareShares = ([part, whole]: [number, number], [other, of]: [number, number]): number => {
  const [mine, theirs] = [part * of, other * whole]
  if (Number.isSafeInteger(mine) && Number.isSafeInteger(theirs)) return theirs - mine
  const exact = BigInt(other) * BigInt(whole) - BigInt(part) * BigInt(of)
  return exact > 0n ? 1 : exact < 0n ? -1 : 0
}

/**
 * Whether the plan's first key has nothing to measure a unit by: nothing due yet; nothing left to gain; nothing to count.
 * Such a unit is done and takes no rank.
 */
export const isFinished = (
  { covered, total, gained, points, due }: Rankable,
  [first]: readonly RankingKey[],
): boolean => {
  if (first === 'points') return points === null
  if (total === 0) return points === null
  if (first === 'due') return due === 0
  return first === 'gain_in_month' && covered === total && gained === 0
}

/** Ranks by the plan's keys in order; equals share a rank, and who has nothing due is not ranked (null). */
export function ranks<T extends Rankable>(rows: T[], keys: readonly RankingKey[]): Map<T, number | null> {
  const compare = (a: T, b: T) => keys.reduce((order, key) => order || compareBy[key](a, b), 0)
  const ranked = new Map<T, number | null>()
  const due = rows.filter(row => !isFinished(row, keys)).sort(compare)
  due.forEach((row, i) => {
    const ahead = due[i - 1]
    ranked.set(row, ahead && compare(ahead, row) === 0 ? ranked.get(ahead)! : i + 1)
  })
  for (const row of rows) if (!ranked.has(row)) ranked.set(row, null)
  return ranked
}

/**
 * The ranks of the day compared with, at which nobody has gained anything since that day; a ranking by gain above all
 * has none to compare with.
 */
export const ranksBefore = <T extends Rankable>(rows: T[], keys: readonly RankingKey[]): Map<T, number | null> =>
  keys[0] === 'gain_in_month' ? new Map() : ranks(rows, keys)
