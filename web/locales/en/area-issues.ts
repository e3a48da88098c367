import type { AreaIssueCode } from '#core/areas/issues.ts'

const issues: Record<AreaIssueCode, string> = {
  nothing_drawn: 'No boundary has been drawn yet.',
  shape_invalid: 'The boundary crosses itself, or its holes or parts overlap.',
  too_many_points: 'The boundary has too many points; simplify it.',
  too_small: 'Smaller than 50 m².',
  too_large: 'Larger than 20 km².',
  outside_china: 'The coordinates are not in China.',
  overlap: 'Overlaps “{name}” by {m2}.',
  outside_town: '{m2} lie outside of “{name}”.',
  straddles: 'The boundary runs through “{name}”.',
  compound_taken: '“{name}” belongs to another area already.',
  picked_outside: '“{name}” was picked but lies outside of the boundary.',
  no_compound: 'There is no compound inside.',
  no_ground: 'The ground for it has not been given.',
  town_without_border: '“{name}” has no border to be checked against.',
  gap: 'A gap of less than a metre to “{name}”.',
  sliver: 'One place is narrower than a metre.',
  uncovered_inside: '“{name}” lies inside, was not picked and is without management.',
  outside_community: '{m2} lie outside of the community “{name}”.',
}

export default issues
