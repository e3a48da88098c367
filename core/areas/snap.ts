import Flatbush from 'flatbush'
import type { MultiPolygon } from 'geojson'
import type { Surroundings } from '../api/areas.ts'
import { nearestAlong, pointAlong, type Segment, segmentsOf, squareDistance } from './segments.ts'
import type { Position } from './shape.ts'

export interface SnapTarget {
  /** On a vertex its very place. */
  at: Position
  kind: 'vertex' | 'edge'
  source: 'area' | 'compound' | 'street' | 'division' | 'own'
  /** The area, compound or division; null for a street. */
  subject: number | null
}

export interface SnapIndex {
  segments: Segment[]
  sources: { source: SnapTarget['source']; subject: number | null }[]
  /** Null where there is nothing to snap to. */
  tree: Flatbush | null
}

/** Everything around a drawing that a point may be put on, ready to be asked at each move of the mouse. */
export function makeSnapIndex({ areas, compounds, divisions, lines }: Surroundings): SnapIndex {
  const segments: Segment[] = []
  const sources: SnapIndex['sources'] = []
  const add = (line: number[][], source: SnapTarget['source'], subject: number | null) => {
    for (const segment of segmentsOf(line)) {
      segments.push(segment)
      sources.push({ source, subject })
    }
  }
  const addShape = (shape: MultiPolygon | null, source: SnapTarget['source'], subject: number) => {
    for (const ring of shape?.coordinates.flat() ?? []) add(ring, source, subject)
  }
  for (const { id, shape } of areas) addShape(shape, 'area', id)
  for (const { id, shape } of compounds) addShape(shape, 'compound', id)
  for (const { id, shape } of divisions) addShape(shape, 'division', id)
  for (const { shape } of lines) add(shape.coordinates, 'street', null)
  if (segments.length === 0) return { segments, sources, tree: null }
  const tree = new Flatbush(segments.length)
  for (const [[ax, ay], [bx, by]] of segments)
    tree.add(Math.min(ax!, bx!), Math.min(ay!, by!), Math.max(ax!, bx!), Math.max(ay!, by!))
  tree.finish()
  return { segments, sources, tree }
}

/**
 * Where a point near to something goes: onto the nearest vertex within reach, else onto the nearest edge; null where nothing is near.
 * The reach is in degrees of latitude, `lat_scale` the length of a degree of longitude in them. Of things equally near areas win,
 * then compounds, divisions, streets.
 */
export function snap(index: SnapIndex, at: Position, reach_degrees: number, lat_scale: number): SnapTarget | null {
  const [lon, lat] = at
  const wide = reach_degrees / lat_scale
  const near = index.tree?.search(lon - wide, lat - reach_degrees, lon + wide, lat + reach_degrees) ?? []
  let best: SnapTarget | null = null
  let least = reach_degrees * reach_degrees
  const offer = (place: Position, kind: SnapTarget['kind'], item: number) => {
    const distance = squareDistance(at, place, lat_scale)
    if (distance > least || (distance === least && best)) return
    best = { at: place, kind, ...index.sources[item]! }
    least = distance
  }
  near.sort((a, b) => a - b)
  for (const item of near) for (const [x, y] of index.segments[item]!) offer([x!, y!], 'vertex', item)
  if (best) return best
  for (const item of near) {
    const segment = index.segments[item]!
    offer(pointAlong(segment, nearestAlong(segment, at, lat_scale)), 'edge', item)
  }
  return best
}
