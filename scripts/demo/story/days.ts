import type { Day, Moment } from '../types.ts'

const dayLength = 86_400_000

export const addDays = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10)

export const daysBetween = (from: Day, to: Day) =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayLength)

/** 0 is Sunday. */
export const weekdayOf = (day: Day) => new Date(`${day}T00:00:00Z`).getUTCDay()

/** The first of `weekdays` on or after a day. */
export const nextWeekday = (day: Day, weekdays: number[]): Day => {
  let at = day
  while (!weekdays.includes(weekdayOf(at))) at = addDays(at, 1)
  return at
}

export const earlier = (a: Day, b: Day): Day => (a < b ? a : b)

/** A moment of a day in Shanghai time, `seconds` after midnight. */
export const momentOn = (day: Day, seconds: number): Moment => {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const clock = `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`
  return `${day}T${clock}.${String((seconds * 137) % 1000).padStart(3, '0')}+08:00`
}
