import type { MultiPolygon } from 'geojson'
import { squareMetres, turnsLeft } from '../frame.ts'
import { faces, interiorPoint, isValid } from '../geometry.ts'
import { onKnownPoints } from '../known-points.ts'
import { meeting, nearestAlong, pointAlong, type Segment, segmentsOf, squareDistance, within } from '../segments.ts'
import { type DraftShape, type Position, type Ring, toMultiPolygon } from '../shape.ts'
import { isPlace, type Refused, refused } from './operation.ts'

/** How near the line a computed point on it lies, in degrees. */
const ON_LINE = 1e-9

/**
 * The shape in two along a line, the larger first; what the line does not cut goes to the side it lies on.
 * The inverse is merge.
 */
export function splitBy(shape: DraftShape, line: Ring): { ok: true; shapes: [DraftShape, DraftShape] } | Refused {
  if (line.length < 2) return refused('line_too_short')
  if (!line.every(isPlace)) return refused('not_a_place')
  const drawn = toMultiPolygon(shape)
  if (!drawn) return refused('nothing_drawn')
  if (!isValid(drawn)) return refused('shape_invalid')
  const cuts = segmentsOf(line)
  if (crossesItself(cuts)) return refused('line_crosses_itself')
  const pieces = drawn.coordinates.flatMap(part => {
    const inside = faces([...part, line]).filter(face => within(part, interiorPoint(face)))
    const cut = inside.length > 1
    return (cut ? inside : [{ type: 'MultiPolygon' as const, coordinates: [part] }]).map(piece => ({ piece, cut }))
  })
  if (!pieces.some(({ cut }) => cut)) return refused('line_does_not_cut')
  const [larger, smaller] = ['left', 'right']
    .map(side => pieces.filter(({ piece, cut }) => (cut ? sideOfCut(piece, cuts) : sideOf(piece, cuts)) === side))
    .map(
      (found): MultiPolygon => ({ type: 'MultiPolygon', coordinates: found.flatMap(({ piece }) => piece.coordinates) }),
    )
    .sort((a, b) => squareMetres(b) - squareMetres(a))
  if (smaller!.coordinates.length === 0) return refused('line_does_not_cut')
  const sources: MultiPolygon[] = [
    drawn,
    { type: 'MultiPolygon', coordinates: [[line.map(([lon, lat]) => [lon, lat])]] },
  ]
  return { ok: true, shapes: [onKnownPoints(larger!, sources), onKnownPoints(smaller!, sources)] }
}

const crossesItself = (cuts: Segment[]) =>
  cuts.some((cut, i) =>
    cuts.some((other, j) => {
      const along = j > i ? meeting(cut, other) : null
      return along !== null && !(j === i + 1 && along === 1)
    }),
  )

/** The side a piece lies on, told by an edge it has on the line and the way it runs there. */
function sideOfCut({ coordinates }: MultiPolygon, cuts: Segment[]): 'left' | 'right' | null {
  for (const [i, ring] of coordinates[0]!.entries())
    for (const edge of segmentsOf(ring)) {
      const cut = cuts.find(each => edge.every(end => distance(end, each) < ON_LINE))
      if (!cut) continue
      const along = nearestAlong(cut, edge[1]) > nearestAlong(cut, edge[0])
      // a shell that turns left has its ground on the left, a hole that does has it on the right
      return (along === turnsLeft(ring)) === (i === 0) ? 'left' : 'right'
    }
  return null
}

/** The side of the nearest stretch of the line. */
function sideOf(piece: MultiPolygon, cuts: Segment[]): 'left' | 'right' {
  const at = interiorPoint(piece)
  const [[from, to]] = [...cuts].sort((a, b) => distance(at, a) - distance(at, b)) as [Segment]
  const turn = (to[0]! - from[0]!) * (at[1] - from[1]!) - (to[1]! - from[1]!) * (at[0] - from[0]!)
  return turn >= 0 ? 'left' : 'right'
}

const distance = (at: readonly number[], line: Segment) =>
  Math.sqrt(squareDistance(at, pointAlong(line, nearestAlong(line, at)) as Position))
