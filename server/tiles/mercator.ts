/** Tiles are cut to this many units a side, with so many more around them. */
export const EXTENT = 4096
export const BUFFER = 64
export const MAX_ZOOM = 16

const MAX_LATITUDE = 85.0511287798066

/** Longitude in degrees to the web mercator square, 0 to 1, eastward. */
export const unitX = (lon: number) => lon / 360 + 0.5

/** Latitude in degrees to the web mercator square, 0 to 1, southward; beyond 85.05° it is the square's edge. */
export function unitY(lat: number): number {
  const clamped = Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, lat))
  const y = 0.5 - Math.asinh(Math.tan((clamped * Math.PI) / 180)) / (2 * Math.PI)
  return Math.max(0, Math.min(1, y))
}

/** Back to [lon, lat]. */
export const lonLat = (x: number, y: number): [number, number] => [
  (x - 0.5) * 360,
  (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI,
]

/** Whether there is such a tile. */
export function isTile(z: number, x: number, y: number): boolean {
  const side = 2 ** z
  return z >= 0 && z <= MAX_ZOOM && x >= 0 && x < side && y >= 0 && y < side
}
