import type { MultiPolygon } from 'geojson'
import { boxOf, boxShape } from '../boxes.ts'
import { squareMetres } from '../frame.ts'
import { difference, grown, interiorPoint, intersection, type Shape } from '../geometry.ts'
import { type AreaIssue, STRIP_DEGREES } from '../issues.ts'
import { type DrawnQuestion, issue } from './question.ts'

/** Does it stay in its town? A town without a border cannot be asked. */
export function insideTown({ shape, town }: DrawnQuestion): AreaIssue[] {
  if (!town) return [issue('town_without_border')]
  return beyond('outside_town', outside(shape, town))
}

/** Does it stay in its community? */
export const insideCommunity = ({ shape, community }: DrawnQuestion): AreaIssue[] =>
  community ? beyond('outside_community', outside(shape, community)) : []

const beyond = (code: 'outside_town' | 'outside_community', rest: Shape): AreaIssue[] =>
  rest ? [issue(code, { at: interiorPoint(rest), m2: squareMetres(rest) })] : []

/** Enough around the shape that a border cut there still reads right. */
const MARGIN_DEGREES = 1e-4

/** What lies beyond a border by more than 5 cm. */
function outside(shape: MultiPolygon, border: MultiPolygon): Shape {
  const near = intersection(border, boxShape(boxOf(shape, MARGIN_DEGREES)))
  return difference(shape, grown(near, 2 * STRIP_DEGREES))
}
