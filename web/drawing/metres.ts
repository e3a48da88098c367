import type { Position } from '#core/areas/shape.ts'

/** Metres of a degree of latitude, on the mean sphere of CGCS2000; over the length of an edge that is a millimetre fine. */
const METRES_PER_DEGREE = 111_194.9266

const eastScale = (lat: number) => METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)

/** How far east and north one place lies of another, in metres. */
export const metresBetween = (from: Position, to: Position): { east: number; north: number } => ({
  east: (to[0] - from[0]) * eastScale(from[1]),
  north: (to[1] - from[1]) * METRES_PER_DEGREE,
})

/** The place so many metres east and north of another. */
export const placeFrom = (from: Position, { east, north }: { east: number; north: number }): Position => [
  from[0] + east / eastScale(from[1]),
  from[1] + north / METRES_PER_DEGREE,
]
