import type { MultiPolygon, Position } from 'geojson'

const METRES_PER_DEGREE = 111_320

const eastwards = (lat: number) => METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)
const rounded = (degrees: number) => Math.round(degrees * 1e7) / 1e7

/** A point so many metres east and north of another. */
export const offset = ([lon = 0, lat = 0]: Position, east: number, north: number): Position => [
  rounded(lon + east / eastwards(lat)),
  rounded(lat + north / METRES_PER_DEGREE),
]

/** An open ring of four corners around a point. */
export const squareAround = (at: Position, side_m: number): Position[] => {
  const half = side_m / 2
  return [offset(at, -half, -half), offset(at, half, -half), offset(at, half, half), offset(at, -half, half)]
}

export const moved = (ring: readonly Position[], east: number, north: number): Position[] =>
  ring.map(point => offset(point, east, north))

/** What an open ring encloses, in m²; exact enough to be read off while drawing. */
export const sizeOf = (ring: readonly Position[]): number => {
  const lat = ring[0]?.[1] ?? 0
  const twice = ring.reduce((sum, [x = 0, y = 0], i) => {
    const [nextX = 0, nextY = 0] = ring[(i + 1) % ring.length] ?? []
    return sum + x * nextY - nextX * y
  }, 0)
  return (Math.abs(twice) / 2) * eastwards(lat) * METRES_PER_DEGREE
}

/** The ring closed, as it is sent and drawn; null while it is no area yet. */
export const asShape = (ring: readonly Position[]): MultiPolygon | null =>
  ring.length < 3 ? null : { type: 'MultiPolygon', coordinates: [[[...ring, ring[0]!]]] }
