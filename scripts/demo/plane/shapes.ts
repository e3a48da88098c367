/** A point in metres east and north of the town's centre. */
export type Spot = { x: number; y: number }
/** A corner of a ring; `setback` is how far (m) anything built must keep from the side that leaves this corner. */
export type Corner = Spot & { setback: number }

export const plus = (a: Spot, b: Spot, times = 1): Spot => ({ x: a.x + b.x * times, y: a.y + b.y * times })
export const minus = (a: Spot, b: Spot): Spot => ({ x: a.x - b.x, y: a.y - b.y })
export const cross = (a: Spot, b: Spot) => a.x * b.y - a.y * b.x
export const dot = (a: Spot, b: Spot) => a.x * b.x + a.y * b.y
export const distance = (a: Spot, b: Spot) => Math.hypot(a.x - b.x, a.y - b.y)
export const unit = (a: Spot): Spot => {
  const length = Math.hypot(a.x, a.y) || 1
  return { x: a.x / length, y: a.y / length }
}
export const left = (a: Spot): Spot => ({ x: -a.y, y: a.x })
export const turn = (a: Spot, angle: number): Spot => ({
  x: a.x * Math.cos(angle) - a.y * Math.sin(angle),
  y: a.x * Math.sin(angle) + a.y * Math.cos(angle),
})

/** Signed: positive when the ring runs counter-clockwise. */
export const areaOf = (ring: readonly Spot[]) => {
  let twice = 0
  ring.forEach((spot, at) => {
    twice += cross(spot, ring[(at + 1) % ring.length]!)
  })
  return twice / 2
}

export const centreOf = (ring: readonly Spot[]): Spot => {
  const origin = ring[0]!
  let twice = 0
  let sum = { x: 0, y: 0 }
  ring.forEach((spot, at) => {
    const a = minus(spot, origin)
    const b = minus(ring[(at + 1) % ring.length]!, origin)
    const part = cross(a, b)
    twice += part
    sum = plus(sum, plus(a, b), part)
  })
  return Math.abs(twice) < 1e-9 ? origin : plus(origin, sum, 1 / (3 * twice))
}

export const isInside = (spot: Spot, ring: readonly Spot[]) => {
  let inside = false
  ring.forEach((a, at) => {
    const b = ring[(at + 1) % ring.length]!
    if (a.y > spot.y !== b.y > spot.y && spot.x < ((b.x - a.x) * (spot.y - a.y)) / (b.y - a.y) + a.x) inside = !inside
  })
  return inside
}

export const distanceToSide = (spot: Spot, a: Spot, b: Spot) => {
  const along = minus(b, a)
  const share = Math.max(0, Math.min(1, dot(minus(spot, a), along) / (dot(along, along) || 1)))
  return distance(spot, plus(a, along, share))
}

export const distanceToRing = (spot: Spot, ring: readonly Spot[]) =>
  Math.min(...ring.map((a, at) => distanceToSide(spot, a, ring[(at + 1) % ring.length]!)))

export const distanceToLine = (spot: Spot, line: readonly Spot[]) =>
  Math.min(...line.slice(1).map((b, at) => distanceToSide(spot, line[at]!, b)))

/** Where two sides cross, as shares along each; null when they do not. */
export const crossing = (a: Spot, b: Spot, c: Spot, d: Spot): { t: number; u: number } | null => {
  const r = minus(b, a)
  const s = minus(d, c)
  const turnOf = cross(r, s)
  if (Math.abs(turnOf) < 1e-9) return null
  const t = cross(minus(c, a), s) / turnOf
  const u = cross(minus(c, a), r) / turnOf
  return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? { t, u } : null
}

/** The rectangle of least area around a ring: its centre, its long direction and both half lengths. */
export const boxAround = (ring: readonly Spot[]) => {
  let best = { area: Infinity, centre: ring[0]!, along: { x: 1, y: 0 }, half: 0, halfAcross: 0 }
  ring.forEach((a, at) => {
    const along = unit(minus(ring[(at + 1) % ring.length]!, a))
    const across = left(along)
    const us = ring.map(spot => dot(spot, along))
    const vs = ring.map(spot => dot(spot, across))
    const [u0, u1, v0, v1] = [Math.min(...us), Math.max(...us), Math.min(...vs), Math.max(...vs)]
    const area = (u1 - u0) * (v1 - v0)
    if (area >= best.area - 1e-6) return
    const centre = plus(plus({ x: 0, y: 0 }, along, (u0 + u1) / 2), across, (v0 + v1) / 2)
    const long = u1 - u0 >= v1 - v0
    const [half, halfAcross] = long ? [(u1 - u0) / 2, (v1 - v0) / 2] : [(v1 - v0) / 2, (u1 - u0) / 2]
    best = { area, centre, along: long ? along : across, half, halfAcross }
  })
  return best
}
