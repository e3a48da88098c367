import type { Notice } from '#core/api/notices.ts'
import { daysBetween } from '#core/calendar/days.ts'

interface Term {
  from_on: string
  to_on: string
}

/** How a notice stands on a day; the first and the last day count whole. */
export const noticeState = ({ from_on, to_on }: Term, today: string, withdrawn: boolean): Notice['state'] => {
  if (withdrawn) return 'withdrawn'
  if (today < from_on) return 'coming'
  return today > to_on ? 'over' : 'running'
}

/** Day n of m while it runs; before it n is 0, after it m. */
export const noticeDay = ({ from_on, to_on }: Term, today: string): { n: number; of: number } => {
  const of = daysBetween(from_on, to_on) + 1
  return { n: Math.min(of, Math.max(0, daysBetween(from_on, today) + 1)), of }
}
