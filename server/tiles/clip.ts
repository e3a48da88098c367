/** Positions as x, y, x, y …; a ring does not repeat its first one. */
export type Positions = number[]

/** The part of a ring inside the square from `low` to `high`; empty where nothing is. Edges may run along the square's sides. */
export function clipRing(ring: Positions, low: number, high: number): Positions {
  let clipped = ring
  for (const axis of [0, 1] as const) {
    clipped = keepBeyond(clipped, axis, low, 1)
    clipped = keepBeyond(clipped, axis, high, -1)
  }
  return clipped
}

/** One side of the square: keeps what lies beyond `limit` in the given direction. */
function keepBeyond(ring: Positions, axis: 0 | 1, limit: number, direction: 1 | -1): Positions {
  const kept: Positions = []
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const before = (ring[j + axis]! - limit) * direction
    const here = (ring[i + axis]! - limit) * direction
    if (before >= 0 !== here >= 0) {
      const share = before / (before - here)
      const across = ring[j + 1 - axis]! + (ring[i + 1 - axis]! - ring[j + 1 - axis]!) * share
      if (axis === 0) kept.push(limit, across)
      else kept.push(across, limit)
    }
    if (here >= 0) kept.push(ring[i]!, ring[i + 1]!)
  }
  return kept
}

/** The pieces of a line inside the square from `low` to `high`. */
export function clipLine(line: Positions, low: number, high: number): Positions[] {
  const pieces: Positions[] = []
  let piece: Positions = []
  for (let i = 0; i + 3 < line.length; i += 2) {
    const [x, y] = [line[i]!, line[i + 1]!]
    const [dx, dy] = [line[i + 2]! - x, line[i + 3]! - y]
    const [enter, leave] = stretchInside(x, y, dx, dy, low, high)
    if (enter > leave) continue
    if (enter > 0 || piece.length === 0) {
      piece = [x + dx * enter, y + dy * enter]
      pieces.push(piece)
    }
    piece.push(x + dx * leave, y + dy * leave)
    if (leave < 1) piece = []
  }
  return pieces
}

/** From where to where, 0 to 1, a segment is inside; the first above the second where it is nowhere. */
function stretchInside(x: number, y: number, dx: number, dy: number, low: number, high: number): [number, number] {
  let enter = 0
  let leave = 1
  for (const [from, by] of [
    [x, dx],
    [y, dy],
  ] as const) {
    if (by === 0) {
      if (from < low || from > high) return [1, 0]
      continue
    }
    const a = (low - from) / by
    const b = (high - from) / by
    enter = Math.max(enter, Math.min(a, b))
    leave = Math.min(leave, Math.max(a, b))
  }
  return [enter, leave]
}
