import type { Positions } from './clip.ts'
import type { Coordinate } from './slice.ts'

/** Rounds to tile units and leaves out positions equal to the one before. */
export function tidied(positions: Positions): Coordinate[] {
  const kept: Coordinate[] = []
  for (let i = 0; i < positions.length; i += 2) {
    const x = Math.round(positions[i]!)
    const y = Math.round(positions[i + 1]!)
    const last = kept.at(-1)
    if (!last || last[0] !== x || last[1] !== y) kept.push([x, y])
  }
  return kept
}

/** Twice the signed area, in tile units: above zero for an outside ring as a tile wants it. */
export function ringArea(ring: Coordinate[]): number {
  let twice = 0
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    twice += ring[j]![0] * ring[i]![1] - ring[i]![0] * ring[j]![1]
  }
  return twice
}

/** The ring as it is where it already runs the right way, else reversed; closed for the encoder. */
export function turned(ring: Coordinate[], right: boolean): Coordinate[] {
  if (!right) ring.reverse()
  ring.push(ring[0]!)
  return ring
}

/** Whether every edge of a ring runs along the clipping square: a mere touch, or what clipping left of a shape that passes by. */
export function isOnEdge(ring: Coordinate[], low: number, high: number): boolean {
  const isSide = (at: number) => at === low || at === high
  return ring.every((here, i) => {
    const before = ring.at(i - 1)!
    return (here[0] === before[0] && isSide(here[0])) || (here[1] === before[1] && isSide(here[1]))
  })
}

/** A square two units wide. */
export const asMark = ([x, y]: Coordinate): Coordinate[] => [
  [x - 1, y - 1],
  [x + 1, y - 1],
  [x + 1, y + 1],
  [x - 1, y + 1],
  [x - 1, y - 1],
]
