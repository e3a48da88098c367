import { type Corner, cross, dot, left, minus, plus, type Spot, unit } from './shapes.ts'

/** Cuts a simple ring along the chord of the line through `through`; the cut sides take `setback`. Null when the line misses the ring. */
export const cutRing = (
  ring: readonly Corner[],
  through: Spot,
  along: Spot,
  setback: number,
): { parts: [Corner[], Corner[]]; chord: [Spot, Spot] } | null => {
  const side = (spot: Spot) => cross(along, minus(spot, through))
  const hits: { at: number; t: number; spot: Spot }[] = []
  ring.forEach((a, at) => {
    const b = ring[(at + 1) % ring.length]!
    const [sa, sb] = [side(a), side(b)]
    if (sa >= 0 === sb >= 0) return
    const spot = plus(a, minus(b, a), sa / (sa - sb))
    hits.push({ at, t: dot(minus(spot, through), along), spot })
  })
  hits.sort((a, b) => a.t - b.t)
  const pairs = hits.flatMap((hit, at) => (at % 2 === 0 && hits[at + 1] ? [[hit, hits[at + 1]!] as const] : []))
  const holding =
    pairs.find(([a, b]) => a.t <= 0 && b.t >= 0) ?? pairs.sort((a, b) => b[1].t - b[0].t - a[1].t + a[0].t)[0]
  if (!holding) return null
  const [first, second] = holding[0].at < holding[1].at ? holding : [holding[1], holding[0]]
  const before = (hit: { at: number; spot: Spot }): Corner => ({ ...hit.spot, setback: ring[hit.at]!.setback })
  const chord = (hit: { spot: Spot }): Corner => ({ ...hit.spot, setback })
  const inner = [before(first), ...ring.slice(first.at + 1, second.at + 1), chord(second)]
  const outer = [before(second), ...ring.slice(second.at + 1), ...ring.slice(0, first.at + 1), chord(first)]
  return { parts: [inner, outer], chord: [first.spot, second.spot] }
}

/** What is left of a ring on the left of the line through `through`; exact for convex rings. */
export const keepLeft = (ring: readonly Spot[], through: Spot, along: Spot): Spot[] => {
  const side = (spot: Spot) => cross(along, minus(spot, through))
  return ring.flatMap((a, at) => {
    const b = ring[(at + 1) % ring.length]!
    const [sa, sb] = [side(a), side(b)]
    const kept: Spot[] = sa >= 0 ? [{ x: a.x, y: a.y }] : []
    if (sa >= 0 !== sb >= 0) kept.push(plus(a, minus(b, a), sa / (sa - sb)))
    return kept
  })
}

/** The convex land inside a ring that keeps every side's setback; empty when nothing is left. */
export const landOf = (ring: readonly Corner[]): Spot[] => {
  let land: Spot[] = [...ring]
  ring.forEach((a, at) => {
    const along = unit(minus(ring[(at + 1) % ring.length]!, a))
    land = keepLeft(land, plus(a, left(along), a.setback), along)
  })
  return withoutSpurs(land)
}

/** Drops corners that repeat their neighbour (within 1 m) or lie on a straight side. */
export const withoutSpurs = (ring: readonly Spot[]): Spot[] => {
  const apart = ring.filter((spot, at) => {
    const before = ring[(at + ring.length - 1) % ring.length]!
    return Math.hypot(spot.x - before.x, spot.y - before.y) > 1
  })
  return apart.filter((spot, at) => {
    const before = unit(minus(spot, apart[(at + apart.length - 1) % apart.length]!))
    const after = unit(minus(apart[(at + 1) % apart.length]!, spot))
    return Math.abs(cross(before, after)) > 0.02 || dot(before, after) < 0
  })
}
