import type { MultiPolygon, Position as Place } from 'geojson'

export interface Box {
  west: number
  south: number
  east: number
  north: number
}

/** The smallest box around points, grown by `margin`; of no points one that meets nothing. */
export function boxAround(points: Iterable<readonly number[]>, margin = 0): Box {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const [lon, lat] of points) {
    box.west = Math.min(box.west, lon! - margin)
    box.south = Math.min(box.south, lat! - margin)
    box.east = Math.max(box.east, lon! + margin)
    box.north = Math.max(box.north, lat! + margin)
  }
  return box
}

/** The box around the shells of a shape; holes never reach further. */
export const boxOf = ({ coordinates }: MultiPolygon, margin = 0): Box => boxAround(shellPoints(coordinates), margin)

function* shellPoints(coordinates: Place[][][]): Iterable<Place> {
  for (const [shell] of coordinates) yield* shell ?? []
}

export const apart = (a: Box, b: Box) => a.east < b.west || b.east < a.west || a.north < b.south || b.north < a.south

export const boxShape = ({ west, south, east, north }: Box): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  ],
})
