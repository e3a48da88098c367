import Flatbush from 'flatbush'
import type { MultiPolygon } from 'geojson'
import { boxAround } from './boxes.ts'
import { frameOf, mapped, turnsLeft } from './frame.ts'
import { type Line, lineKind } from './lines.ts'
import { nearestAlong, pointAlong, type Segment, segmentsOf, squareDistance } from './segments.ts'

export const SIDES = ['east', 'south', 'west', 'north'] as const
export type Side = (typeof SIDES)[number]
export interface Bound {
  kind: 'street' | 'river' | 'area' | 'none'
  /** Null where it has none. */
  name: string | null
}

/** How far beyond the line a street or river still bounds it. */
const REACH_METRES = 30
/** How far off the line an area still lies at it. */
const BESIDE_METRES = 15
/** A street's line may lie this far inside, where the drawing runs along its far edge. */
const INWARD_METRES = 8
const STEP_METRES = 5
/** Less of a side than this does not bound it. */
const LEAST_SHARE = 0.25
/** Of the angle between a side and what runs along it. */
const LEAST_COSINE = Math.cos((35 * Math.PI) / 180)

/**
 * 四至: what runs along each side of a shape. Each stretch of the outline that faces a side is asked for the street, river or area
 * beyond it that runs its way; the longest wins, what has a name before what has none, streets and rivers before areas.
 */
export function fourSides(
  shape: MultiPolygon,
  lines: readonly Line[],
  neighbours: readonly { name: string; shape: MultiPolygon }[],
): Record<Side, Bound> {
  const frame = frameOf(shape)
  const beyond = [
    ...lines.flatMap(line => {
      const kind = lineKind(line)
      return kind
        ? segmentsOf(line.shape.coordinates.map(frame.toMetres)).map(edge => ({ kind, name: line.name, edge }))
        : []
    }),
    ...neighbours.flatMap(({ name, shape: ground }) =>
      mapped(ground, frame.toMetres)
        .coordinates.flat()
        .flatMap(ring => segmentsOf(ring))
        .map(edge => ({ kind: 'area' as const, name, edge })),
    ),
  ]
  const near = nearby(beyond)
  const found: Record<Side, Tally> = { east: tally(), south: tally(), west: tally(), north: tally() }
  for (const outline of mapped(shape, frame.toMetres).coordinates.map(([shell]) => shell!))
    for (const { at, out, length } of stretches(outline)) {
      const side = found[sideOf(out)]
      side.length += length
      for (const bound of boundsAt(near(at), at, out)) {
        const key = `${bound.kind} ${bound.name ?? ''}`
        side.bounds.set(key, { bound, length: (side.bounds.get(key)?.length ?? 0) + length })
      }
    }
  return { east: best(found.east), south: best(found.south), west: best(found.west), north: best(found.north) }
}

interface Beyond extends Bound {
  edge: Segment
}
interface Tally {
  length: number
  bounds: Map<string, { bound: Bound; length: number }>
}
const tally = (): Tally => ({ length: 0, bounds: new Map() })

function nearby(beyond: Beyond[]): (at: readonly number[]) => Beyond[] {
  if (beyond.length === 0) return () => []
  const tree = new Flatbush(beyond.length)
  for (const { edge } of beyond) {
    const { west, south, east, north } = boxAround(edge)
    tree.add(west, south, east, north)
  }
  tree.finish()
  const reach = REACH_METRES
  return ([x, y]) =>
    tree
      .search(x! - reach, y! - reach, x! + reach, y! + reach)
      .sort((a, b) => a - b)
      .map(item => beyond[item]!)
}

/** Short stretches of an outline with their middle, the way out and their length. */
function stretches(ring: readonly (readonly number[])[]) {
  const left = turnsLeft(ring)
  return segmentsOf(ring).flatMap(edge => {
    const [[ax, ay], [bx, by]] = edge as [[number, number], [number, number]]
    const whole = Math.hypot(bx - ax, by - ay)
    const count = Math.ceil(whole / STEP_METRES)
    const turn = left ? 1 : -1
    const out = [((by - ay) / whole) * turn, ((ax - bx) / whole) * turn] as const
    return Array.from({ length: count }, (_, i) => ({
      at: pointAlong(edge, (i + 0.5) / count),
      out,
      length: whole / count,
    }))
  })
}

const sideOf = ([x, y]: readonly [number, number]): Side => {
  if (Math.abs(x) >= Math.abs(y)) return x > 0 ? 'east' : 'west'
  return y > 0 ? 'north' : 'south'
}

/** The nearest of each kind that runs along a stretch: named ones and nameless ones apart. */
function boundsAt(near: Beyond[], at: readonly number[], out: readonly [number, number]): Bound[] {
  const nearest = new Map<string, { bound: Bound; distance: number }>()
  for (const { kind, name, edge } of near) {
    const [[ax, ay], [bx, by]] = edge as [[number, number], [number, number]]
    const length = Math.hypot(bx - ax, by - ay)
    const across = length === 0 ? 1 : Math.abs(((bx - ax) * out[0] + (by - ay) * out[1]) / length)
    if (Math.sqrt(1 - across * across) < LEAST_COSINE) continue
    const foot = pointAlong(edge, nearestAlong(edge, at))
    const distance = Math.sqrt(squareDistance(at, foot))
    const outward = (foot[0] - at[0]!) * out[0] + (foot[1] - at[1]!) * out[1]
    if (distance > (kind === 'area' ? BESIDE_METRES : REACH_METRES) || outward < -INWARD_METRES) continue
    const group = kind === 'area' ? 'area' : `line ${name === null}`
    if (distance < (nearest.get(group)?.distance ?? Infinity)) nearest.set(group, { bound: { kind, name }, distance })
  }
  return [...nearest.values()].map(({ bound }) => bound)
}

const rank = ({ kind, name }: Bound) => (name === null ? 2 : kind === 'area' ? 1 : 0)

function best({ length, bounds }: Tally): Bound {
  const [first] = [...bounds.values()]
    .filter(each => each.length >= LEAST_SHARE * length)
    .sort((a, b) => rank(a.bound) - rank(b.bound) || b.length - a.length)
  return first?.bound ?? { kind: 'none', name: null }
}
