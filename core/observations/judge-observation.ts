import type { NewObservation } from '../api/observations.ts'
import { isDay } from '../calendar/days.ts'
import { FACTS, isFact } from '../plan/facts.ts'
import { choicesOf, indicatorOf } from '../plan/meets.ts'
import type { PlanDocument } from '../plan/plan-document.ts'
import { adopted } from '../plan/printed.ts'
import { valueFits } from './value-fits.ts'

/** Why an observation may not be added as it is; the list is closed. */
export const OBSERVATION_REFUSALS = [
  'unknown_indicator',
  'derived',
  'other_kind',
  'day_out_of_range',
  'withdraws_nothing',
  'choice',
  'form',
] as const
export type ObservationRefusal = (typeof OBSERVATION_REFUSALS)[number]

/** What a plan's indicator or fact is called, holds and stands on; null where there is none of that name. */
export const observable = (plan: PlanDocument, id: string) => {
  const indicator = indicatorOf(plan, id)
  if (indicator)
    return {
      zh: indicator.zh,
      type: indicator.type as string,
      on: [indicator.on] as readonly string[],
      choices: choicesOf(plan, indicator),
      derived: Boolean(indicator.derived),
    }
  if (!isFact(id)) return null
  return { zh: id, type: FACTS[id].type as string, on: FACTS[id].on as readonly string[], choices: [], derived: false }
}

/** The first reason why a plan does not take an observation on a subject of a kind; null when it does. The database judges the rest. */
export const judgeObservation = (
  plan: PlanDocument,
  kind: string,
  sent: Pick<NewObservation, 'indicator' | 'value' | 'effective_on' | 'replaces'>,
): ObservationRefusal | null => {
  const asked = observable(plan, sent.indicator)
  if (!asked) return 'unknown_indicator'
  if (asked.derived) return 'derived'
  if (!asked.on.includes(kind)) return 'other_kind'
  if (!isDay(sent.effective_on) || sent.effective_on > adopted(plan.ends_on)) return 'day_out_of_range'
  if (sent.value === null) return sent.replaces === undefined ? 'withdraws_nothing' : null
  const value = String(sent.value)
  if (asked.choices.length > 0) return asked.choices.some(({ id }) => id === value) ? null : 'choice'
  // The choices of a fact are the database's own.
  return asked.type === 'choice' || valueFits(asked.type, [], value) ? null : 'form'
}
