import type { Compound } from '../api/compounds.ts'
import { daysBetween } from '../calendar/days.ts'
import type { Status } from '../coverage/status-on.ts'
import { classify } from '../plan/classify.ts'
import { baseIndicators, choicesOf, indicatorOf, shownPart } from '../plan/meets.ts'
import type { Family, Indicator, PlanDocument } from '../plan/plan-document.ts'

/** Lenses every plan has beside its indicators; a hyphen keeps them apart from indicator ids. */
export const OTHER_LENSES = ['by-rule', 'report-age', 'built-year'] as const
export type OtherLens = (typeof OTHER_LENSES)[number]

export const isOtherLens = (id: string): id is OtherLens => OTHER_LENSES.some(lens => lens === id)

/**
 * One colour of a lens. `family` is set where a mode gives it; else `rank` of `ranks` places it on a scale from good (0)
 * to bad. `unreported` is the band of what nobody said.
 */
export interface LensBand {
  id: string
  family: Family | null
  rank: number
  ranks: number
}

export interface LensReading {
  bands: LensBand[]
  of: Map<number, string>
}

export const UNREPORTED = 'unreported'

const scale = (ids: readonly string[]): LensBand[] =>
  ids.map((id, rank) => ({ id, family: null, rank, ranks: ids.length }))

/** The plan's headline and what it asks of compounds, then the others it can be asked about. */
export const lensesOf = (plan: PlanDocument): string[] => [
  ...plan.indicators
    .filter(
      ({ id, on, type }) =>
        id === plan.headline.indicator || (on === 'compound' && type !== 'reference' && type !== 'day'),
    )
    .map(({ id }) => id),
  ...OTHER_LENSES.filter(lens => lens !== 'by-rule' || plan.classify),
]

/**
 * Whether a lens tells what a compound is rather than how far the work is: any value of it would count as reached, so no
 * share may be made of it. A number nothing judges is a score only where the plan's own headline is one.
 */
export const isAttribute = (plan: PlanDocument, id: string): boolean => {
  const indicator = indicatorOf(plan, id)
  if (!indicator || id === plan.headline.indicator || indicator.derived || indicator.meets) return false
  if (indicator.type === 'number') return indicatorOf(plan, plan.headline.indicator)?.type !== 'number'
  return indicator.type === 'choice' || indicator.type === 'count'
}

/** The bands of an indicator's choices, in the order in which the plan names them. */
export const choiceBands = (plan: PlanDocument, indicator: Indicator): LensBand[] => {
  const choices = choicesOf(plan, indicator)
  return choices.map(({ id, family }, rank) => ({ id, family: family ?? null, rank, ranks: choices.length }))
}

const isNumeric = ({ type }: Indicator) => type === 'number' || type === 'count'

/** A number no rule judges is shown by tens, as marks out of a hundred are. */
const TENS = [90, 80, 70, 60, 0]
const TEN_BANDS = scale(TENS.map(from => `s${from}`))

const NUMBER_BANDS = scale(['met', 'near', 'below'])

/** A number against what meets it: reached, within a tenth of it, or below. */
const numberBand = ({ meets }: Indicator, value: string): string => {
  const n = Number(value)
  if (meets && 'at_least' in meets) {
    if (n >= meets.at_least) return 'met'
    return n >= meets.at_least * 0.9 ? 'near' : 'below'
  }
  if (meets && 'at_most' in meets) return n <= meets.at_most ? 'met' : 'below'
  return `s${TENS.find(from => n >= from) ?? 0}`
}

const numberBands = ({ meets }: Indicator) => (meets ? NUMBER_BANDS : TEN_BANDS)

/** The indicator whose values colour another: itself, or the one stored choice behind a derived one. */
const colouring = (plan: PlanDocument, id: string): Indicator | undefined => {
  const [base, ...others] = baseIndicators(plan, id)
  const stored = base && others.length === 0 ? indicatorOf(plan, base) : undefined
  return stored && ['mode', 'choice', 'boolean'].includes(stored.type) ? stored : indicatorOf(plan, id)
}

const bandOf = (plan: PlanDocument, indicator: Indicator, { value, covered }: Status): string => {
  if (value === null) return UNREPORTED
  if (indicator.derived) return String(covered)
  const part = shownPart(plan, indicator, value)
  if (part === '') return UNREPORTED
  return isNumeric(indicator) ? numberBand(indicator, part) : part
}

/** How an indicator's values stand on the map: the bands of its legend, and each subject's. */
export const readIndicator = (plan: PlanDocument, id: string, statuses: ReadonlyMap<number, Status>): LensReading => {
  const indicator = colouring(plan, id)
  if (!indicator) return { bands: [], of: new Map() }
  return {
    bands: isNumeric(indicator) ? numberBands(indicator) : choiceBands(plan, indicator),
    of: new Map([...statuses].map(([subject, status]) => [subject, bandOf(plan, indicator, status)])),
  }
}

/** What the plan's rules say a compound should have, against what it has. */
const byRule = (plan: PlanDocument, compound: Compound, status: Status | undefined): string => {
  const { modes } = classify(plan, { ...compound.values, buildings: text(compound.buildings) })
  if (modes.length === 0) return 'undecided'
  if (!status?.covered || status.value === null) return 'open'
  return modes.includes(status.value) ? 'fits' : 'differs'
}

const text = (n: number | null) => (n === null ? null : String(n))

const age = (day: string, { reported_on }: Compound): string => {
  const last = reported_on.findLast(reported => reported <= day)
  if (last === undefined) return UNREPORTED
  const days = daysBetween(last, day)
  if (days <= 7) return 'week'
  if (days <= 30) return 'month'
  return days <= 90 ? 'quarter' : 'older'
}

const decade = ({ values: { built_year } }: Compound): string => {
  if (!built_year) return UNREPORTED
  const year = Number(built_year)
  if (year < 1980) return 'before_1980'
  return year >= 2010 ? 'since_2010' : `${Math.floor(year / 10) * 10}s`
}

const OTHER_BANDS: Record<OtherLens, LensBand[]> = {
  'by-rule': scale(['fits', 'differs', 'open', 'undecided']),
  'report-age': scale(['week', 'month', 'quarter', 'older']),
  'built-year': scale(['since_2010', '2000s', '1990s', '1980s', 'before_1980']),
}

export interface LensFacts {
  compounds: readonly Compound[]
  /** How each compound stands by the plan's headline. */
  statuses: ReadonlyMap<number, Status>
  day: string
}

export const readOtherLens = (plan: PlanDocument, lens: OtherLens, facts: LensFacts): LensReading => {
  const read: Record<OtherLens, (compound: Compound) => string> = {
    'by-rule': compound => byRule(plan, compound, facts.statuses.get(compound.id)),
    'report-age': compound => age(facts.day, compound),
    'built-year': decade,
  }
  return {
    bands: OTHER_BANDS[lens],
    of: new Map(facts.compounds.map(compound => [compound.id, read[lens](compound)])),
  }
}

/** The subjects of each band, within a scope where one is given. */
export const subjectsByBand = (reading: LensReading, within: (subject: number) => boolean): Map<string, number[]> => {
  const found = new Map<string, number[]>()
  for (const [subject, band] of reading.of) {
    if (!within(subject)) continue
    const subjects = found.get(band)
    if (subjects) subjects.push(subject)
    else found.set(band, [subject])
  }
  return found
}
