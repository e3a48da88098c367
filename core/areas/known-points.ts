import type { MultiPolygon } from 'geojson'
import { roundPlace } from './operations/operation.ts'
import type { Position } from './shape.ts'

/** About a millimetre: what an overlay may have moved a point by, and more. */
const CELL = 1e-8

const cell = ([lon, lat]: readonly number[]) => [Math.round(lon! / CELL), Math.round(lat! / CELL)] as const

/** Gives a computed point back as the very point of a shape that it was; one that is new is rounded. */
export function knownPoints(shapes: readonly MultiPolygon[]): (point: readonly number[]) => Position {
  const known = new Map<string, Position>()
  for (const [lon, lat] of shapes.flatMap(({ coordinates }) => coordinates.flat(2))) {
    const [x, y] = cell([lon!, lat!])
    if (!known.has(`${x} ${y}`)) known.set(`${x} ${y}`, [lon!, lat!])
  }
  return point => {
    const [x, y] = cell(point)
    for (const east of [0, -1, 1])
      for (const north of [0, -1, 1]) {
        const found = known.get(`${x + east} ${y + north}`)
        if (found) return found
      }
    return roundPlace([point[0]!, point[1]!])
  }
}
