import type { MultiPolygon } from 'geojson'
import { difference, grown, intersection, isValid } from '../geometry.ts'
import { STRIP_DEGREES } from '../issues.ts'
import { onKnownPoints } from '../known-points.ts'
import { type DraftShape, toMultiPolygon } from '../shape.ts'
import { type Done, done, refused } from './operation.ts'

/** Half a millimetre: what is thinner came of rounding, and would come again. */
const ROUNDING_DEGREES = 5e-9

/**
 * What overlaps neighbours is cut off, so that the shared edge is the neighbour's own points. Strips narrower than 5 cm that would be
 * left beyond a neighbour go, too. It has no inverse but undo.
 */
export function clipTo(shape: DraftShape, neighbours: readonly MultiPolygon[]): Done {
  const drawn = toMultiPolygon(shape)
  if (!drawn) return refused('nothing_drawn')
  if (!isValid(drawn)) return refused('shape_invalid')
  const overlapped = neighbours.filter(neighbour => grown(intersection(drawn, neighbour), -ROUNDING_DEGREES))
  if (overlapped.length === 0) return refused('no_overlap')
  const rest = overlapped.reduce(difference, drawn)?.coordinates ?? []
  const kept = rest.filter(part => grown({ type: 'MultiPolygon', coordinates: [part] }, -STRIP_DEGREES))
  if (kept.length === 0) return refused('nothing_left')
  return done(onKnownPoints({ type: 'MultiPolygon', coordinates: kept }, [...overlapped, drawn]))
}
