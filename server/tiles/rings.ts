import type { Positions } from './clip.ts'

/** A position in tile units. */
export interface Place {
  x: number
  y: number
}

/** Rounds to tile units and leaves out positions equal to the one before. */
export function tidied(positions: Positions): Place[] {
  const kept: Place[] = []
  let last_x = Number.NaN
  let last_y = Number.NaN
  for (let i = 0; i < positions.length; i += 2) {
    const x = Math.round(positions[i]!)
    const y = Math.round(positions[i + 1]!)
    if (x !== last_x || y !== last_y) kept.push({ x, y })
    last_x = x
    last_y = y
  }
  return kept
}

/** Twice the signed area, in tile units: above zero for an outside ring as a tile wants it. */
export function ringArea(ring: Place[]): number {
  let twice = 0
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    twice += ring[j]!.x * ring[i]!.y - ring[i]!.x * ring[j]!.y
  }
  return twice
}

/** The ring as it is where it already runs the right way, else reversed; closed for the encoder. */
export function turned(ring: Place[], right: boolean): Place[] {
  if (!right) ring.reverse()
  ring.push(ring[0]!)
  return ring
}

/** Whether every edge of a ring runs along the clipping square: a mere touch, or what clipping left of a shape that passes by. */
export function isOnEdge(ring: Place[], low: number, high: number): boolean {
  const isSide = (at: number) => at === low || at === high
  return ring.every((here, i) => {
    const before = ring.at(i - 1)!
    return (here.x === before.x && isSide(here.x)) || (here.y === before.y && isSide(here.y))
  })
}

/** A square two units wide. */
export const asMark = ({ x, y }: Place): Place[] => [
  { x: x - 1, y: y - 1 },
  { x: x + 1, y: y - 1 },
  { x: x + 1, y: y + 1 },
  { x: x - 1, y: y + 1 },
  { x: x - 1, y: y - 1 },
]
