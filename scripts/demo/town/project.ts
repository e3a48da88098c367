import type { Polygon, Position } from 'geojson'
import { areaOf, type Spot } from '../plane/shapes.ts'

/** Where a town's middle lies. */
export type Place = { lon: number; lat: number }
export type Projector = (spot: Spot) => Position

const rounded = (degrees: number) => Math.round(degrees * 1e7) / 1e7

/** Metres to degrees around one place: flat enough for a county town. */
export const makeProjector = ({ lon, lat }: Place): Projector => {
  const radians = (lat * Math.PI) / 180
  const north = 111_132.95 - 559.85 * Math.cos(2 * radians)
  const east = 111_412.88 * Math.cos(radians) - 93.5 * Math.cos(3 * radians)
  return spot => [rounded(lon + spot.x / east), rounded(lat + spot.y / north)]
}

/** A closed ring, counter-clockwise unless it is a hole. */
export const ringOf = (spots: readonly Spot[], project: Projector, hole = false): Position[] => {
  const turned = areaOf(spots) > 0 === hole ? [...spots].reverse() : spots
  const ring = turned.map(project)
  return [...ring, ring[0]!]
}

export const polygonOf = (spots: readonly Spot[], project: Projector): Polygon => ({
  type: 'Polygon',
  coordinates: [ringOf(spots, project)],
})
