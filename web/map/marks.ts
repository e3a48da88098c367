export const FAMILIES = ['professional', 'work_unit', 'self_governed', 'floating', 'entrusted'] as const
export type Family = (typeof FAMILIES)[number]

/** How many classes a number lens has; class 0 is the freshest day or the lowest score. */
export const STEPS = 5
type Step = 0 | 1 | 2 | 3 | 4

/** What follows a family's name for its first, second and third mode in one plan; a fourth looks like the third. */
export const SHADES = ['', '_2', '_3'] as const
export type FamilyTone = `${Family}${(typeof SHADES)[number]}`

/** What a compound's colour can mean; every lens paints with these, so a lens is only another vector of marks. */
export type Tone = FamilyTone | 'none' | 'unreported' | 'met' | 'gap' | `age_${Step}` | `score_${Step}`

/** How one compound is drawn. A compound without a mark is a hairline: it exists, and is not counted that day. */
export interface Mark {
  tone: Tone
  /** Reported, not yet verified: hatched at 45°. */
  hatched?: boolean
  /** Outside the scope in question. */
  dimmed?: boolean
  /** Does not exist on the day (succession). */
  hidden?: boolean
}

/** Drawn apart from a mark of nothing: same tone, hatch, dimming and hiding. */
export const sameMark = (a: Mark | undefined, b: Mark | undefined) =>
  a === b ||
  (a?.tone === b?.tone && !a?.hatched === !b?.hatched && !a?.dimmed === !b?.dimmed && !a?.hidden === !b?.hidden)

/** The class of a number between bounds that rise, for example days since the last report against [7, 14, 28, 56]. */
export const stepOf = (value: number, bounds: readonly [number, number, number, number]): Step =>
  bounds.filter(bound => value >= bound).length as Step
