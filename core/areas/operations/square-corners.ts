import { frameOf } from '../frame.ts'
import { isValid } from '../geometry.ts'
import { type DraftShape, type Position, type Ring, toMultiPolygon } from '../shape.ts'
import { type Done, done, refused, roundPlace } from './operation.ts'

/** An edge that leans by less goes straight; one that leans by more was meant to. */
const MOST_LEAN = (20 * Math.PI) / 180
/** Nothing moves by less, in metres. */
const STILL_METRES = 0.01
/** Nothing moves by more, in metres: of two edges nearly along each other the corner is not sought far away. */
const FAR_METRES = 20

/** Corners that are nearly square become so, about the middle of their edges; edges that lean on purpose stay. It has no inverse but undo. */
export function squareCorners(shape: DraftShape): Done {
  const drawn = toMultiPolygon(shape)
  if (!drawn) return refused('nothing_drawn')
  const frame = frameOf(drawn)
  const square = (ring: Ring): Ring => {
    if (ring.length < 3) return ring
    const flat = ring.map(frame.toMetres)
    const squared = squareRing(flat)
    return ring.map((point, i) =>
      gap(flat[i]!, squared[i]!) < STILL_METRES ? point : roundPlace(frame.toDegrees(squared[i]!)),
    )
  }
  const squared = shape.map(({ shell, holes }) => ({ shell: square(shell), holes: holes.map(square) }))
  const moved = squared.some(({ shell, holes }, i) => {
    const rings = [shape[i]!.shell, ...shape[i]!.holes]
    return [shell, ...holes].some((ring, r) => ring.some((point, p) => point !== rings[r]![p]))
  })
  if (!moved) return refused('already_square')
  return isValid(drawn) && !isValid(toMultiPolygon(squared)) ? refused('would_cross') : done(squared)
}

const gap = (a: Position, b: Position) => Math.hypot(a[0] - b[0], a[1] - b[1])
const turned = ([x, y]: Position, by: number): Position => [
  x * Math.cos(by) - y * Math.sin(by),
  x * Math.sin(by) + y * Math.cos(by),
]

/** An edge as a line a·x + b·y = c. */
interface Straight {
  a: number
  b: number
  c: number
}

function squareRing(ring: readonly Position[]): Position[] {
  const lean = mainDirection(ring)
  const upright = ring.map(point => turned(point, -lean))
  const lines = upright.map((from, i) => straightened(from, upright[(i + 1) % upright.length]!))
  return upright.map((point, i) => {
    const corner = crossing(lines.at(i - 1)!, lines[i]!) ?? foot(point, lines[i]!)
    return turned(gap(corner, point) > FAR_METRES ? point : corner, lean)
  })
}

/** The direction most of the edges run in or square to, by length; four times the angle makes the four directions one. */
function mainDirection(ring: readonly Position[]): number {
  let x = 0
  let y = 0
  for (const [i, from] of ring.entries()) {
    const to = ring[(i + 1) % ring.length]!
    const angle = Math.atan2(to[1] - from[1], to[0] - from[0]) * 4
    x += gap(from, to) * Math.cos(angle)
    y += gap(from, to) * Math.sin(angle)
  }
  return Math.atan2(y, x) / 4
}

/** An edge turned about its middle into the nearer direction where it leans a little. */
function straightened(from: Position, to: Position): Straight {
  const [east, north] = [to[0] - from[0], to[1] - from[1]]
  const middle: Position = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]
  if (Math.abs(north) <= Math.abs(east) * Math.tan(MOST_LEAN)) return { a: 0, b: 1, c: middle[1] }
  if (Math.abs(east) <= Math.abs(north) * Math.tan(MOST_LEAN)) return { a: 1, b: 0, c: middle[0] }
  const length = Math.hypot(east, north)
  return { a: -north / length, b: east / length, c: (-north * from[0] + east * from[1]) / length }
}

function crossing(one: Straight, other: Straight): Position | null {
  const turn = one.a * other.b - other.a * one.b
  if (Math.abs(turn) < 0.1) return null
  return [(one.c * other.b - other.c * one.b) / turn, (one.a * other.c - other.a * one.c) / turn]
}

const foot = ([x, y]: Position, { a, b, c }: Straight): Position => {
  const off = a * x + b * y - c
  return [x - a * off, y - b * off]
}
