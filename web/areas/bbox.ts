import type { MultiPolygon } from 'geojson'
import type { Bbox } from '../map/map-api.ts'

const points = (shape: MultiPolygon) => shape.coordinates.flatMap(rings => rings[0] ?? [])

/** The box around shapes and single points; null around nothing. */
export const bboxOf = (
  shapes: readonly (MultiPolygon | null)[],
  at: readonly (readonly number[])[] = [],
): Bbox | null => {
  const all = [...shapes.flatMap(shape => (shape ? points(shape) : [])), ...at]
  if (all.length === 0) return null
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const [lon = 0, lat = 0] of all) {
    west = Math.min(west, lon)
    east = Math.max(east, lon)
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  return [west, south, east, north]
}

/** A place with the streets around it, about 150 m each way. */
export const boxAround = ([lon = 0, lat = 0]: readonly number[]): Bbox => [
  lon - 0.0015,
  lat - 0.0015,
  lon + 0.0015,
  lat + 0.0015,
]
