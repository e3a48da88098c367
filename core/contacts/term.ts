import { daysBetween } from '../calendar/days.ts'

/** A committee is told so long before its term ends that it can prepare the next election. */
export const TERM_WARNING_DAYS = 60

export type TermState = 'running' | 'ending' | 'over'

/** Where a committee's term stands on a day; its last day still belongs to it. */
export const termState = (term_to: string, today: string): TermState => {
  const left = daysBetween(today, term_to)
  if (left < 0) return 'over'
  return left <= TERM_WARNING_DAYS ? 'ending' : 'running'
}
