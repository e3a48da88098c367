import type { Position } from './shape.ts'

export type Segment = readonly [from: readonly number[], to: readonly number[]]

/** The segments of a ring; `closes` where its last point runs back to the first without saying it again. */
export function segmentsOf(points: readonly (readonly number[])[], closes = false): Segment[] {
  const found: Segment[] = []
  for (let i = 1; i < points.length; i++) found.push([points[i - 1]!, points[i]!])
  if (closes && points.length > 2) found.push([points.at(-1)!, points[0]!])
  return found
}

/** How far along a segment its point nearest to a place lies, from 0 to 1; `lat_scale` is a degree of longitude in degrees of latitude. */
export function nearestAlong([from, to]: Segment, at: readonly number[], lat_scale = 1): number {
  const east = (to[0]! - from[0]!) * lat_scale
  const north = to[1]! - from[1]!
  const length = east * east + north * north
  if (length === 0) return 0
  const along = ((at[0]! - from[0]!) * lat_scale * east + (at[1]! - from[1]!) * north) / length
  return Math.min(1, Math.max(0, along))
}

export const pointAlong = ([from, to]: Segment, along: number): Position =>
  along === 1 ? [to[0]!, to[1]!] : [from[0]! + (to[0]! - from[0]!) * along, from[1]! + (to[1]! - from[1]!) * along]

/** The square of the distance between two places, in degrees of latitude. */
export const squareDistance = (a: readonly number[], b: readonly number[], lat_scale = 1) =>
  ((a[0]! - b[0]!) * lat_scale) ** 2 + (a[1]! - b[1]!) ** 2

/** On which side of a segment a place lies: positive to the left, 0 on its line. */
const side = ([from, to]: Segment, at: readonly number[]) =>
  (to[0]! - from[0]!) * (at[1]! - from[1]!) - (at[0]! - from[0]!) * (to[1]! - from[1]!)

/** How far along the first the two segments meet, from 0 to 1; null where they do not, and where they run along each other. */
export function meeting(one: Segment, other: Segment): number | null {
  const [a, b] = [side(other, one[0]), side(other, one[1])]
  const [c, d] = [side(one, other[0]), side(one, other[1])]
  if (a === b || a * b > 0 || c * d > 0) return null
  return a / (a - b)
}

/** Whether a place lies within closed rings, counted by crossings. */
export function within(rings: readonly (readonly (readonly number[])[])[], [x, y]: readonly number[]): boolean {
  let inside = false
  for (const ring of rings)
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay] = ring[i - 1]!
      const [bx, by] = ring[i]!
      if (ay! > y! !== by! > y! && x! < ((bx! - ax!) * (y! - ay!)) / (by! - ay!) + ax!) inside = !inside
    }
  return inside
}
