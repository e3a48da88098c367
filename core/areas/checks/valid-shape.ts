import type { MultiPolygon } from 'geojson'
import { validity } from '../geometry.ts'
import { type AreaIssue, MOST_POINTS } from '../issues.ts'
import { issue } from './question.ts'

/** Is it a shape that can be computed with? One of too many points is not looked at any further. */
export function validShape(shape: MultiPolygon): AreaIssue[] {
  if (shape.coordinates.flat(2).length > MOST_POINTS) return [issue('too_many_points')]
  const verdict = validity(shape)
  return verdict.valid ? [] : [issue('shape_invalid', { at: verdict.at })]
}
