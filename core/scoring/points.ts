/** A subject's points and its place; equals share a place. */
export interface ScoredSubject {
  subject: number
  points: number
  rank: number
}

/** Subjects by their points, the highest first; who has none is left out, never taken as 0. */
export const rankPoints = (values: Iterable<readonly [number, string | null]>): ScoredSubject[] => {
  const scored = [...values]
    .flatMap(([subject, value]) => (value === null || value === '' ? [] : [{ subject, points: Number(value) }]))
    .sort((a, b) => b.points - a.points || a.subject - b.subject)
  return scored.map(row => ({ ...row, rank: scored.findIndex(({ points }) => points === row.points) + 1 }))
}

/** The plain average to one decimal, as text; null where nobody is scored. */
export const averagePoints = (scored: readonly ScoredSubject[]): string | null => {
  if (scored.length === 0) return null
  return (scored.reduce((sum, { points }) => sum + points, 0) / scored.length).toFixed(1)
}
