import type { MultiPolygon } from 'geojson'
import { squareMetres } from '../frame.ts'
import { difference, grown, interiorPoint } from '../geometry.ts'
import { type AreaIssue, STRIP_DEGREES } from '../issues.ts'
import { type AreaQuestion, type DrawnQuestion, issue } from './question.ts'

/** Has its town a border to be checked against? */
export const townWithBorder = ({ town }: AreaQuestion): AreaIssue[] => (town ? [] : [issue('town_without_border')])

/** Does it stay in its town? */
export const insideTown = ({ shape, town }: DrawnQuestion): AreaIssue[] => beyond('outside_town', shape, town)

/** Does it stay in its community? */
export const insideCommunity = ({ shape, community }: DrawnQuestion): AreaIssue[] =>
  beyond('outside_community', shape, community)

/** What lies beyond a border, where it is wider than 5 cm somewhere. */
function beyond(
  code: 'outside_town' | 'outside_community',
  shape: MultiPolygon,
  border: MultiPolygon | null,
): AreaIssue[] {
  if (!border) return []
  const rest = difference(shape, border)
  const core = grown(rest, -STRIP_DEGREES)
  return core ? [issue(code, { at: interiorPoint(core), m2: squareMetres(rest) })] : []
}
