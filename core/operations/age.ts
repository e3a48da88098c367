import { dayOfMoment, daysBetween } from '../calendar/days.ts'

const MINUTE = 60_000

/** How long ago a moment is, as people say it; `time` is the hour and minute in Shanghai. */
export type Age =
  | { kind: 'just_now' }
  | { kind: 'minutes'; n: number }
  | { kind: 'today' | 'yesterday'; time: string }
  | { kind: 'days'; n: number }

/** Hour and minute of a moment in Shanghai, where it is always eight hours later than UTC. */
export const timeOfMoment = (moment: string): string =>
  new Date(Date.parse(moment) + 8 * 60 * MINUTE).toISOString().slice(11, 16)

/** The age of a moment at another one. What lies ahead, because two clocks differ, is just now. */
export function ageOf(moment: string, now: string): Age {
  const minutes = Math.floor((Date.parse(now) - Date.parse(moment)) / MINUTE)
  if (minutes < 1) return { kind: 'just_now' }
  if (minutes < 60) return { kind: 'minutes', n: minutes }
  const days = daysBetween(dayOfMoment(moment), dayOfMoment(now))
  if (days > 1) return { kind: 'days', n: days }
  return { kind: days === 0 ? 'today' : 'yesterday', time: timeOfMoment(moment) }
}
