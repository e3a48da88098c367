import type { Curve } from '#core/api/progress.ts'

export interface CurveScale {
  x: (place: number) => number
  y: (count: number) => number
}

/** A band of the stacked area: one value of the indicator, lowest band first. */
export interface Band {
  value: string
  path: string
}

const fixed = (n: number) => Math.round(n * 10) / 10

/** Where a day and a count stand on the picture; a count of `top` touches the upper edge. */
export const curveScale = (size: { width: number; height: number }, days: number, top: number): CurveScale => ({
  x: place => fixed((place / Math.max(days, 1)) * size.width),
  y: count => fixed(size.height - (count / Math.max(top, 1)) * size.height),
})

/** `places` are days from the start, sorted; the counts hold until the next place, so every edge is a stair of days. */
const edge = (places: readonly number[], counts: readonly number[], last: number, { x, y }: CurveScale): string[] =>
  places.flatMap((place, i) => {
    const until = places[i + 1] ?? last
    return [`${x(place)} ${y(counts[i] ?? 0)}`, `${x(until)} ${y(counts[i] ?? 0)}`]
  })

/** Bands stacked in the order of `values`; each drawn from the sum below it to the sum with it. */
export const stackedBands = (
  curve: Curve,
  places: readonly number[],
  values: readonly string[],
  last: number,
  scale: CurveScale,
): Band[] => {
  let below = places.map(() => 0)
  return values.flatMap(value => {
    const counts = curve.by_value[value]
    if (!counts) return []
    const above = below.map((sum, i) => sum + (counts[i] ?? 0))
    const path = `M${[...edge(places, above, last, scale), ...edge(places, below, last, scale).reverse()].join('L')}Z`
    below = above
    return [{ value, path }]
  })
}

export interface StairStep {
  id: string
  from: number
  to: number
  needed: number
}

/** The target as a stair: each tread runs from the deadline before it to its own; the last one to the end. */
export const stairSteps = (steps: readonly { id: string; at: number; needed: number }[], last: number): StairStep[] => {
  const sorted = [...steps].sort((a, b) => a.at - b.at)
  return sorted.map(({ id, at, needed }, i) => ({
    id,
    needed,
    from: sorted[i - 1]?.at ?? 0,
    to: i === sorted.length - 1 ? Math.max(at, last) : at,
  }))
}
