import type { MultiPolygon } from 'geojson'
import { boxOf } from '../boxes.ts'
import { validity } from '../geometry.ts'
import { type AreaIssue, MOST_POINTS } from '../issues.ts'
import { issue } from './question.ts'

const CHINA = { west: 73, south: 3, east: 136, north: 54 }

/** Is it a shape that can be computed with? Of one that is not nothing more can be said; one of too many points is not looked at. */
export function validShape(shape: MultiPolygon): AreaIssue[] {
  const [lon, lat] = shape.coordinates[0]![0]![0]!
  if (shape.coordinates.flat(2).length > MOST_POINTS) return [issue('too_many_points', { at: [lon!, lat!] })]
  const { west, south, east, north } = boxOf(shape)
  if (west < CHINA.west || east > CHINA.east || south < CHINA.south || north > CHINA.north)
    return [issue('outside_china', { at: [lon!, lat!] })]
  const verdict = validity(shape)
  return verdict.valid ? [] : [issue('shape_invalid', { at: verdict.at })]
}
