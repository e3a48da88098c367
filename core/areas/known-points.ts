import type { MultiPolygon } from 'geojson'
import { mapped } from './frame.ts'
import { isValid } from './geometry.ts'
import { roundPlace } from './operations/operation.ts'
import { tidyShape } from './operations/tidy-ring.ts'
import { type DraftShape, fromMultiPolygon, type Position, toMultiPolygon } from './shape.ts'

/** What an overlay may have moved a point by, in degrees: a millimetre; and where that makes a line touch itself, next to nothing. */
const CELLS = [1e-8, 1e-12]

/**
 * What an overlay made, on the very points of the shapes it was made of; points that are new are rounded. Points said twice and
 * spikes are gone, and it is as valid as it was before.
 */
export function onKnownPoints(shape: MultiPolygon, sources: readonly MultiPolygon[]): DraftShape {
  for (const cell of CELLS) {
    const settled = tidyShape(fromMultiPolygon(mapped(shape, knownPoints(sources, cell))))
    if (isValid(toMultiPolygon(settled))) return settled
  }
  return tidyShape(fromMultiPolygon(shape))
}

function knownPoints(shapes: readonly MultiPolygon[], cell: number): (point: readonly number[]) => Position {
  const cellOf = ([lon, lat]: readonly number[]) => [Math.round(lon! / cell), Math.round(lat! / cell)] as const
  const known = new Map<string, Position>()
  for (const [lon, lat] of shapes.flatMap(({ coordinates }) => coordinates.flat(2))) {
    const [x, y] = cellOf([lon!, lat!])
    if (!known.has(`${x} ${y}`)) known.set(`${x} ${y}`, [lon!, lat!])
  }
  return point => {
    const [x, y] = cellOf(point)
    for (const east of [0, -1, 1])
      for (const north of [0, -1, 1]) {
        const found = known.get(`${x + east} ${y + north}`)
        if (found) return found
      }
    return roundPlace([point[0]!, point[1]!])
  }
}
