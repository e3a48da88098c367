import type { MultiPolygon, Position } from 'geojson'

/** A place in metres east and north of an origin. */
export type Metres = [east: number, north: number]
/** Parts of rings of places in metres; rings are open, the first of a part is its shell. */
export type MetresShape = Metres[][][]

/** CGCS2000's ellipsoid. */
const AXIS = 6_378_137
const FLATTENING = 1 / 298.257222101
const SQUARED_ECCENTRICITY = FLATTENING * (2 - FLATTENING)

/** Turns metres around an origin into degrees; true to a centimetre within a few kilometres. */
export function toDegrees([lon, lat]: Position) {
  const turn = Math.PI / 180
  const sine = Math.sin(lat! * turn)
  const bend = 1 - SQUARED_ECCENTRICITY * sine * sine
  const north = (turn * AXIS * (1 - SQUARED_ECCENTRICITY)) / bend ** 1.5
  const east = (turn * AXIS * Math.cos(lat! * turn)) / Math.sqrt(bend)
  return ([x, y]: Metres): Position => [lon! + x / east, lat! + y / north]
}

/** A shape in metres as GeoJSON in degrees, its rings closed. */
export const inDegrees = (origin: Position, shape: MetresShape): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: shape.map(part => part.map(ring => [...ring, ring[0]!].map(toDegrees(origin)))),
})

/** A rectangle in metres. */
export const box = (west: number, south: number, east: number, north: number): MetresShape => [
  [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
    ],
  ],
]
