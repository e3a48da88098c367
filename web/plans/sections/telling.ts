import { isFact } from '#core/plan/facts.ts'
import type { Condition, Conditions, PlanDocument } from '#core/plan/plan-document.ts'
import { bothSides } from '../plan-row.ts'
import { listed, type Teller } from '../plan-section.ts'

type Frequency = NonNullable<PlanDocument['papers'][number]['every']>
type Stretch = Pick<PlanDocument['phases'][number], 'from' | 'to'>

/** The lines there is something in. */
export const present = (lines: (string | false | 0 | null | undefined)[]): string[] =>
  lines.filter((line): line is string => Boolean(line))

export const frequencyText = ({ words }: Teller, { times, per }: Frequency): string => {
  const each = words.t(`plan.per.${per}`)
  return times === undefined ? each : words.t('plan.times', { n: times, per: each })
}

export const pointsText = ({ words }: Teller, n: number | null): string =>
  n === null ? words.t('plan.points_lost') : words.t('plan.points', { n })

/** Both sides of the first and the last day of something. */
export const daysPrinted = ({ words }: Teller, { from, to }: Stretch) => [
  ...bothSides(words.t('plan.starts_on'), from, words.fullDay),
  ...bothSides(words.t('plan.ends_on'), to, words.fullDay),
]

const factName = ({ words, planWords }: Teller, id: string) =>
  isFact(id) ? words.t(`facts.${id}`) : planWords.lensLabel(id)

const conditionText = (teller: Teller, id: string, condition: Condition): string => {
  const { words, planWords } = teller
  const name = factName(teller, id)
  if (typeof condition !== 'object')
    return `${name} ${isFact(id) ? condition : planWords.valueLabel(id, String(condition))}`
  if ('in' in condition)
    return `${name} ${listed(
      teller,
      condition.in.map(value => planWords.valueLabel(id, value)),
    )}`
  if ('at_least' in condition) return `${name} ${words.t('plan.at_least', { n: condition.at_least })}`
  return `${name} ${words.t('plan.at_most', { n: condition.at_most })}`
}

/** Conditions on a subject, in words. */
export const conditionsText = (teller: Teller, conditions: Conditions): string =>
  listed(
    teller,
    Object.entries(conditions).map(([id, condition]) => conditionText(teller, id, condition)),
  )
