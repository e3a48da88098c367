import { isDay } from '../calendar/days.ts'

const COUNT = /^(0|[1-9][0-9]{0,14})$/
const NUMBER = /^-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?$/
const REFERENCE = /^[1-9][0-9]{0,17}$/
const MODE_OR_CHOICE = new Set(['mode', 'choice'])

/** Whether a text is one that a type of value allows; values are canonical text, and the database holds to the same forms. */
export const valueFits = (type: string, choices: readonly string[], value: string): boolean => {
  if (MODE_OR_CHOICE.has(type)) return choices.includes(value)
  if (type === 'boolean') return value === 'true' || value === 'false'
  if (type === 'count') return COUNT.test(value)
  if (type === 'number') return NUMBER.test(value)
  if (type === 'reference') return REFERENCE.test(value)
  if (type === 'day') return /^[12]/.test(value) && isDay(value)
  return value === value.trim() && !/\p{Cc}/u.test(value)
}
