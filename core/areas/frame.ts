import type { MultiPolygon } from 'geojson'
import { boxOf } from './boxes.ts'
import type { Position } from './shape.ts'

/** CGCS2000's ellipsoid. */
const AXIS = 6_378_137
const FLATTENING = 1 / 298.257222101
const SQUARED_ECCENTRICITY = FLATTENING * (2 - FLATTENING)
const RADIANS = Math.PI / 180

/** Metres east and north around a place; true to some parts in a million within a few kilometres of it. */
export interface Frame {
  toMetres(place: readonly number[]): Position
  toDegrees(metres: readonly number[]): Position
  /** Metres per degree. */
  east: number
  north: number
}

export function frameAt([lon, lat]: Position): Frame {
  const sine = Math.sin(lat * RADIANS)
  const bend = 1 - SQUARED_ECCENTRICITY * sine * sine
  const north = (RADIANS * AXIS * (1 - SQUARED_ECCENTRICITY)) / bend ** 1.5
  const east = (RADIANS * AXIS * Math.cos(lat * RADIANS)) / Math.sqrt(bend)
  return {
    east,
    north,
    toMetres: ([x, y]) => [(x! - lon) * east, (y! - lat) * north],
    toDegrees: ([x, y]) => [lon + x! / east, lat + y! / north],
  }
}

/** The frame around the middle of a shape. */
export function frameOf(shape: MultiPolygon): Frame {
  const { west, south, east, north } = boxOf(shape)
  return frameAt([(west + east) / 2, (south + north) / 2])
}

/** A shape with every point put elsewhere. */
export const mapped = ({ coordinates }: MultiPolygon, put: (place: readonly number[]) => Position): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: coordinates.map(part => part.map(ring => ring.map(place => [...put(place)]))),
})

/** Twice the signed area of a closed ring, in the square of its units; positive where it turns left. */
function turning(ring: readonly (readonly number[])[]): number {
  let sum = 0
  const [x0 = 0, y0 = 0] = ring[0] ?? []
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1]!
    const [bx, by] = ring[i]!
    sum += (ax! - x0) * (by! - y0) - (bx! - x0) * (ay! - y0)
  }
  return sum
}

export const turnsLeft = (ring: readonly (readonly number[])[]) => turning(ring) > 0

/** The area in the square of the coordinates' unit: shells less their holes. */
export const flatArea = ({ coordinates }: MultiPolygon) =>
  coordinates
    .map(([shell, ...holes]) => area(shell) - holes.reduce((sum, hole) => sum + area(hole), 0))
    .reduce((sum, part) => sum + part, 0)

const area = (ring: readonly (readonly number[])[] = []) => Math.abs(turning(ring)) / 2

/** In m², on the ellipsoid around the shape's middle. */
export function squareMetres(shape: MultiPolygon | null): number {
  if (!shape) return 0
  const { east, north } = frameOf(shape)
  return flatArea(shape) * east * north
}
