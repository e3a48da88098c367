import type { Values } from './meets.ts'
import type { Condition, Conditions } from './plan-document.ts'

export type Answer = 'holds' | 'fails' | 'unknown'

/** Whether one stored value fits a condition; an unreported value leaves it open. */
export const holds = (condition: Condition, value: string | null | undefined): Answer => {
  if (value === null || value === undefined || value === '') return 'unknown'
  return fits(condition, value) ? 'holds' : 'fails'
}

const fits = (condition: Condition, value: string): boolean => {
  if (typeof condition === 'number') return Number(value) === condition
  if (typeof condition !== 'object') return value === String(condition)
  if ('in' in condition) return condition.in.includes(value)
  if ('at_least' in condition) return Number(value) >= condition.at_least
  return Number(value) <= condition.at_most
}

/** Whether every condition holds; one that fails settles it, an open one leaves the whole open. */
export const allHold = (conditions: Conditions, values: Values): Answer => {
  const answers = Object.entries(conditions).map(([id, condition]) => holds(condition, values[id]))
  if (answers.includes('fails')) return 'fails'
  return answers.includes('unknown') ? 'unknown' : 'holds'
}
