import type { Positions } from './clip.ts'

/** Rounds to tile units (kept as small integers, which are quick) and leaves out positions equal to the one before. */
export function tidied(positions: Positions): Positions {
  const kept: Positions = []
  let last_x = Number.NaN
  let last_y = Number.NaN
  for (let i = 0; i < positions.length; i += 2) {
    const x = Math.round(positions[i]!) | 0
    const y = Math.round(positions[i + 1]!) | 0
    if (x !== last_x || y !== last_y) kept.push(x, y)
    last_x = x
    last_y = y
  }
  return kept
}

/** Twice the signed area, in tile units: above zero for an outside ring as a tile wants it. */
export function ringArea(ring: Positions): number {
  let twice = 0
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    twice += ring[j]! * ring[i + 1]! - ring[i]! * ring[j + 1]!
  }
  return twice
}

/** The ring where it already runs the right way, else the same ring the other way round. */
export function turned(ring: Positions, right: boolean): Positions {
  if (right) return ring
  const back: Positions = []
  for (let i = ring.length - 2; i >= 0; i -= 2) back.push(ring[i]!, ring[i + 1]!)
  return back
}

/** Whether every edge of a ring runs along the clipping square: a mere touch, or what clipping left of a shape that passes by. */
export function isOnEdge(ring: Positions, low: number, high: number): boolean {
  const runsAlong = (here: number, before: number) => here === before && (here === low || here === high)
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    if (!runsAlong(ring[i]!, ring[j]!) && !runsAlong(ring[i + 1]!, ring[j + 1]!)) return false
  }
  return true
}

/** A square two units wide around a position. */
export const asMark = (x: number, y: number): Positions => [x - 1, y - 1, x + 1, y - 1, x + 1, y + 1, x - 1, y + 1]
