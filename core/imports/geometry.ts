import type { Geometry, MultiPolygon, Position } from 'geojson'
import type { ImportRefusal } from './sentences.ts'

export type ShapeReading =
  | { ok: true; geometry: MultiPolygon; flattened: boolean }
  | { ok: false; reason: ImportRefusal; at?: [number, number] }

const POINTS = 10_000
const CHINA = { west: 73, east: 136, south: 3, north: 54 }
const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7

const inChina = (lon: number, lat: number) =>
  lon >= CHINA.west && lon <= CHINA.east && lat >= CHINA.south && lat <= CHINA.north

/** Why coordinates do not lie in China: swapped, in metres, or simply elsewhere. */
const misplaced = (lon: number, lat: number): ImportRefusal => {
  if (inChina(lat, lon)) return 'shape_lonlat_swapped'
  return Math.abs(lon) > 180 || Math.abs(lat) > 90 ? 'shape_metric' : 'shape_outside_china'
}

const same = (a: Position | undefined, b: Position | undefined) => a?.[0] === b?.[0] && a?.[1] === b?.[1]
const isPosition = (point: unknown): point is Position =>
  Array.isArray(point) &&
  point.length >= 2 &&
  point.every(number => typeof number === 'number' && Number.isFinite(number))

type RingReading = { ok: true; ring: Position[] } | { ok: false; reason: ImportRefusal; at?: [number, number] }

const readRing = (ring: unknown): RingReading => {
  if (!Array.isArray(ring)) return { ok: false, reason: 'shape_coordinates' }
  const points: Position[] = []
  for (const point of ring) {
    if (!isPosition(point)) return { ok: false, reason: 'shape_coordinates' }
    const [lon = 0, lat = 0] = point
    if (!inChina(lon, lat)) return { ok: false, reason: misplaced(lon, lat), at: [lon, lat] }
    const kept = [round(lon), round(lat)]
    if (!same(kept, points.at(-1))) points.push(kept)
  }
  const [first] = points
  if (!first) return { ok: false, reason: 'shape_empty' }
  const at: [number, number] = [first[0] ?? 0, first[1] ?? 0]
  if (points.length < 3) return { ok: false, reason: 'shape_ring_short', at }
  if (!same(first, points.at(-1))) return { ok: false, reason: 'shape_ring_open', at }
  return points.length < 4 ? { ok: false, reason: 'shape_ring_short', at } : { ok: true, ring: points }
}

const count = (polygons: unknown[]) =>
  polygons.flat().reduce<number>((sum, ring) => sum + (Array.isArray(ring) ? ring.length : 0), 0)

/**
 * A polygon geometry in lon/lat degrees as it is stored: MultiPolygon, 7 decimals, no height, no repeated points.
 * Nothing else is mended; whether the rings are valid is the database's to judge.
 */
export const readShape = (geometry: Geometry | null | undefined): ShapeReading => {
  if (!geometry || typeof geometry !== 'object') return { ok: false, reason: 'shape_empty' }
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return { ok: false, reason: 'shape_type' }
  const { coordinates } = geometry
  if (!Array.isArray(coordinates)) return { ok: false, reason: 'shape_coordinates' }
  const given: unknown[] = geometry.type === 'Polygon' ? [coordinates] : coordinates
  if (!given.length || !given.every(rings => Array.isArray(rings) && rings.length))
    return { ok: false, reason: 'shape_empty' }
  if (count(given) > POINTS) return { ok: false, reason: 'shape_points' }
  const polygons: Position[][][] = []
  let flattened = false
  for (const rings of given as unknown[][]) {
    const polygon: Position[][] = []
    for (const ring of rings) {
      const read = readRing(ring)
      if (!read.ok) return read
      flattened ||= (ring as Position[]).some(point => point.length > 2)
      polygon.push(read.ring)
    }
    polygons.push(polygon)
  }
  return { ok: true, geometry: { type: 'MultiPolygon', coordinates: polygons }, flattened }
}

/** A ring by its smallest point and turning left, so that two ways of writing one ring are equal. */
const ringKey = (ring: Position[]): string => {
  const open = ring.slice(0, -1)
  const turn = open.reduce((sum, [x = 0, y = 0], i) => {
    const [nextX = 0, nextY = 0] = open[(i + 1) % open.length] ?? []
    return sum + (nextX - x) * (nextY + y)
  }, 0)
  const points = (turn > 0 ? open.toReversed() : open).map(([x, y]) => `${x} ${y}`)
  const first = points.reduce((least, point, i) => (point < (points[least] ?? '') ? i : least), 0)
  return [...points.slice(first), ...points.slice(0, first)].join()
}

const shapeKey = ({ coordinates }: MultiPolygon) =>
  coordinates
    .map(([shell, ...holes]) => [ringKey(shell ?? []), ...holes.map(ringKey).sort()].join('/'))
    .sort()
    .join('|')

/** Whether two shapes are the same, point for point; where a ring begins and which way it turns says nothing. */
export const sameShape = (before: MultiPolygon | null, now: MultiPolygon) =>
  before !== null && shapeKey(before) === shapeKey(now)
