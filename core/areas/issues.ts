import type { Position } from './shape.ts'

/** Everything that can be wrong with a management area. `refuse` keeps it from being published; `warn` is said and may be left as it is. */
export const AREA_ISSUES = {
  /** Nothing is drawn, or nothing of it closes. */
  nothing_drawn: 'refuse',
  /** A ring crosses or touches itself, a hole lies outside, parts overlap: what ST_IsValidReason says. */
  shape_invalid: 'refuse',
  too_many_points: 'refuse',
  /** Below 50 m². */
  too_small: 'refuse',
  /** Above 20 km². */
  too_large: 'refuse',
  outside_china: 'refuse',
  /** A strip wider than 5 cm lies in another published area that holds on the same day. */
  overlap: 'refuse',
  /** A strip wider than 5 cm lies outside the town. */
  outside_town: 'refuse',
  /** A compound is neither inside (at least 98 % of its area) nor outside (at most 2 %). */
  straddles: 'refuse',
  /** A picked compound belongs to another area on the same day. */
  compound_taken: 'refuse',
  /** A picked compound with a shape lies outside of the drawn shape. */
  picked_outside: 'refuse',
  no_compound: 'refuse',
  no_ground: 'refuse',
  /** The town has no border to be checked against. */
  town_without_border: 'warn',
  /** A gap to a neighbour narrower than a metre. */
  gap: 'warn',
  /** A part of the shape narrower than a metre. */
  sliver: 'warn',
  /** A compound inside that was not picked, and is without management. */
  uncovered_inside: 'warn',
  outside_community: 'warn',
} as const
export type AreaIssueCode = keyof typeof AREA_ISSUES
export const AREA_ISSUE_CODES = Object.keys(AREA_ISSUES) as AreaIssueCode[]

export interface AreaIssue {
  code: AreaIssueCode
  /** Where to look; null where it has no place. */
  at: Position | null
  /** The compound, neighbouring area or division it is about. */
  subject: number | null
  /** Its name, for the sentence. */
  name: string | null
  /** How much of it, in m². */
  m2: number | null
}

/** A strip of two shapes' overlap narrower than this is a rounding, not an overlap; degrees, about 5 cm (2.5e-7 to each side). */
export const STRIP_DEGREES = 2.5e-7
/** Inside from this share of a compound's area on, outside up to its complement. */
export const INSIDE_SHARE = 0.98
export const MOST_POINTS = 10_000
export const SMALLEST_M2 = 50
export const LARGEST_M2 = 20_000_000
export const SLIVER_METRES = 1
/** Gaps and slivers of less are not worth a word. */
export const SLIVER_M2 = 1
