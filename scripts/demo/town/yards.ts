import { keepLeft } from '../plane/cut.ts'
import {
  areaOf,
  boxAround,
  cross,
  distance,
  distanceToRing,
  isInside,
  left,
  minus,
  plus,
  type Spot,
  turn,
  unit,
} from '../plane/shapes.ts'
import type { Random } from '../random.ts'

/** How a yard is built: `depth` and `length` of a slab, the `gap` between rows (m), the `margin` to the wall, `loose` for irregular rows. */
export type Style = {
  depth: number
  length: [number, number]
  gap: number
  margin: number
  loose: number
  skip: number
}

export const styles = {
  slabs: { depth: 12.5, length: [36, 64], gap: 17, margin: 4, loose: 0, skip: 0.04 },
  old: { depth: 10.5, length: [20, 40], gap: 11, margin: 3, loose: 2.2, skip: 0.1 },
  single: { depth: 12, length: [34, 52], gap: 400, margin: 3, loose: 0, skip: 0 },
  shops: { depth: 15, length: [14, 34], gap: 13, margin: 4, loose: 2, skip: 0.35 },
  works: { depth: 30, length: [50, 90], gap: 16, margin: 7, loose: 0, skip: 0.3 },
  school: { depth: 14, length: [44, 70], gap: 34, margin: 9, loose: 0, skip: 0.25 },
  village: { depth: 9, length: [9, 15], gap: 8, margin: 3, loose: 3, skip: 0.3 },
} as const satisfies Record<string, Style>

/** Rows of slabs that face south as nearly as the yard allows, all inside the ring. */
export const fillYard = (random: Random, ring: readonly Spot[], style: Style): Spot[][] => {
  const box = boxAround(ring)
  const flat = Math.abs(box.along.x) >= Math.abs(box.along.y)
  const along = eastward(flat || style.gap > 100 ? box.along : left(box.along))
  const across = left(along)
  const [us, vs] = flat || style.gap > 100 ? [box.half, box.halfAcross] : [box.halfAcross, box.half]
  const slabs: Spot[][] = []
  const room = 2 * vs - 2 * style.margin - style.depth
  const rows = Math.max(1, 1 + Math.floor(room / (style.depth + style.gap)))
  for (let row = 0; row < rows; row++) {
    const v = rows === 1 ? 0 : -vs + style.margin + style.depth / 2 + (room * row) / (rows - 1)
    for (let u = -us + style.margin; u < us - style.margin - 8; ) {
      const length = Math.min(random.between(...style.length), us - style.margin - u)
      const shift = random.between(-style.loose, style.loose)
      const slab = slabAt(plus(plus(box.centre, along, u + length / 2), across, v + shift), along, length, style.depth)
      const skipped = random.chance(style.skip)
      if (length >= style.length[0] * 0.8 && fits(slab, ring, style.margin - style.loose * 0.5)) {
        if (!skipped) slabs.push(slab)
        u += length + random.between(6, 10) + style.loose
      } else u += 7
    }
    if (style.gap > 100 && slabs.length > 0) return slabs.slice(0, 1)
  }
  return slabs
}

const eastward = (along: Spot): Spot => (along.x >= 0 ? along : { x: -along.x, y: -along.y })

const slabAt = (centre: Spot, along: Spot, length: number, depth: number): Spot[] => {
  const [u, v] = [length / 2, depth / 2]
  return [
    [-u, -v],
    [u, -v],
    [u, v],
    [-u, v],
  ].map(([x, y]) => plus(plus(centre, along, x!), left(along), y!))
}

const fits = (slab: Spot[], ring: readonly Spot[], margin: number) =>
  slab.every(spot => isInside(spot, ring) && distanceToRing(spot, ring) >= margin) &&
  ring.every(spot => !isInside(spot, slab))

/** A strip as wide as one slab cut from the end of a parcel, and what is left of it. */
export const carveSingle = (random: Random, ring: readonly Spot[]): { strip: Spot[]; rest: Spot[] } | null => {
  const box = boxAround(ring)
  if (box.half * 2 < 62 || box.halfAcross * 2 < 34) return null
  const end = plus(box.centre, box.along, box.half - random.between(25, 32))
  const across = turn(left(box.along), random.between(-0.04, 0.04))
  const back = { x: -across.x, y: -across.y }
  const rest = keepLeft(ring, plus(end, box.along, -3), across)
  let strip = keepLeft(ring, end, back)
  const long = random.between(48, 68)
  const corner = plus(plus(box.centre, box.along, box.half), across, box.halfAcross - long)
  if (box.halfAcross * 2 > long) strip = keepLeft(strip, corner, box.along)
  return strip.length >= 4 && areaOf(strip) > 900 && areaOf(rest) > 900 ? { strip, rest } : null
}

/** Chamfers a street corner, or takes a quarter out: an L. The ring must be convex. */
export const reshape = (random: Random, ring: readonly Spot[]): Spot[] => {
  const area = areaOf(ring)
  const at = random.whole(0, ring.length - 1)
  const corner = ring[at]!
  const [before, after] = [ring[(at + ring.length - 1) % ring.length]!, ring[(at + 1) % ring.length]!]
  const [back, forth] = [minus(before, corner), minus(after, corner)]
  const square = Math.abs(cross(unit(back), unit(forth))) > 0.8
  const shortest = Math.min(distance(before, corner), distance(after, corner))
  if (!square || area < 3_500 || shortest < 30) return [...ring]
  const put = (...spots: Spot[]) => [...ring.slice(0, at), ...spots, ...ring.slice(at + 1)]
  if (random.chance(0.42) && shortest > 50) {
    const [a, b] = [random.between(0.25, 0.48), random.between(0.25, 0.48)]
    const inner = plus(plus(corner, back, a), forth, b)
    const shaped = put(plus(corner, back, a), inner, plus(corner, forth, b))
    return isInside(inner, ring) && distanceToRing(inner, ring) > 18 ? shaped : [...ring]
  }
  const cut = random.between(7, 18)
  return put(plus(corner, unit(back), cut), plus(corner, unit(forth), cut))
}
