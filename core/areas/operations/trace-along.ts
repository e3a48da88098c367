import type { MultiPolygon } from 'geojson'
import { frameOf } from '../frame.ts'
import { nearestAlong, pointAlong, segmentsOf, squareDistance } from '../segments.ts'
import type { DraftShape, Position, Ring } from '../shape.ts'
import { type Done, done, refused, ringAt, type VertexPath, withRing } from './operation.ts'
import { tidyRing } from './tidy-ring.ts'

/** How near a place must be to a ring to lie on it, in degrees. */
const ON_RING = 1e-8

/**
 * An edge now runs along a neighbour: over the neighbour's own points between two places on one of its rings, the shorter way round.
 * Which of the two comes first follows from the edge. The inverse is deleting the points.
 */
export function traceAlong(
  shape: DraftShape,
  edge: VertexPath,
  neighbour: MultiPolygon,
  from: Position,
  to: Position,
): Done {
  const ring = ringAt(shape, edge)
  if (!ring || ring.length < 2) return refused('not_there')
  const { east, north } = frameOf(neighbour)
  const lat_scale = east / north
  const around = neighbour.coordinates.flat().find(each => placeOn(each, from) !== null && placeOn(each, to) !== null)
  if (!around) return refused('not_on_neighbour')
  const way = shorter(waysBetween(around, from, to), lat_scale)
  const [start, end] = [ring[edge.index]!, ring[(edge.index + 1) % ring.length]!]
  const straight = gap(start, from, lat_scale) + gap(to, end, lat_scale)
  const crossed = gap(start, to, lat_scale) + gap(from, end, lat_scale)
  const traced = crossed < straight ? way.toReversed() : way
  const changed = tidyRing(ring.toSpliced(edge.index + 1, 0, ...traced))
  return changed.length < 3 ? refused('too_few_points') : done(withRing(shape, edge, changed))
}

const gap = (a: Position, b: Position, lat_scale: number) => Math.sqrt(squareDistance(a, b, lat_scale))

/** Where on a closed ring a place lies: the number of its segment and how far along it; null where it lies elsewhere. */
function placeOn(ring: readonly (readonly number[])[], at: Position): number | null {
  const segments = segmentsOf(ring)
  for (const [i, segment] of segments.entries()) {
    const along = nearestAlong(segment, at)
    if (squareDistance(at, pointAlong(segment, along)) > ON_RING * ON_RING) continue
    return (i + along) % segments.length
  }
  return null
}

/** Both ways round a closed ring from one place on it to another, ends included. */
function waysBetween(ring: readonly (readonly number[])[], from: Position, to: Position): [Ring, Ring] {
  const points = ring.slice(0, -1).map(([lon, lat]): Position => [lon!, lat!])
  const [start, end] = [placeOn(ring, from)!, placeOn(ring, to)!]
  const forth = (first: number, last: number) => {
    const passed: Position[] = []
    const stop = last > first ? last : last + points.length
    for (let i = Math.floor(first) + 1; i < stop; i++) passed.push(points[i % points.length]!)
    return passed
  }
  return [
    [from, ...forth(start, end), to],
    [from, ...forth(end, start).reverse(), to],
  ]
}

function shorter([one, other]: [Ring, Ring], lat_scale: number): Ring {
  const length = (way: Ring) => way.slice(1).reduce((sum, point, i) => sum + gap(way[i]!, point, lat_scale), 0)
  return length(one) <= length(other) ? one : other
}
