import type { MultiPolygon } from 'geojson'
import { grown, isValid, union } from '../geometry.ts'
import { STRIP_DEGREES } from '../issues.ts'
import { onKnownPoints } from '../known-points.ts'
import { type DraftShape, toMultiPolygon } from '../shape.ts'
import { alignTo } from './align-to.ts'
import { type Done, done, refused } from './operation.ts'

/** Edges as near as this were meant to be one. */
const SAME_EDGE_METRES = 0.1

/** Both as one; what does not touch stays a part of its own. The inverse of splitBy. */
export function merge(shape: DraftShape, other: DraftShape): Done {
  const [one, two] = [toMultiPolygon(shape), toMultiPolygon(other)]
  if (!one || !two) return refused('nothing_drawn')
  if (!isValid(one) || !isValid(two)) return refused('shape_invalid')
  const aligned = alignTo(other, [one], SAME_EDGE_METRES)
  const joined = aligned.ok ? toMultiPolygon(aligned.shape) : two
  const both = union([one, isValid(joined) ? joined : two])!
  return done(onKnownPoints(withoutHairlines(both), [one, two]))
}

/** Without holes narrower than 5 cm, which are where two edges did not quite meet. */
const withoutHairlines = ({ coordinates }: MultiPolygon): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: coordinates.map(([shell, ...holes]) => [
    shell!,
    ...holes.filter(hole => grown({ type: 'MultiPolygon', coordinates: [[hole]] }, -STRIP_DEGREES)),
  ]),
})
