import type { MultiPolygon, Position } from 'geojson'

/** A polygon of one ring; the ring is closed here. */
export const polygon = (...ring: Position[]): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: [[[...ring, ring[0]!]]],
})

/** A square of some hundred metres, its south-west corner given. */
export const square = (west: number, south: number, side = 0.002): MultiPolygon =>
  polygon([west, south], [west + side, south], [west + side, south + side], [west, south + side])
