import type { CalendarDocument } from '../plan/calendar-document.ts'
import { addDays } from './days.ts'

/** 1 Monday … 7 Sunday. */
const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

/** Whether a day is worked: a moved day is, a day of a holiday is not, else the week decides; of a year not listed the week alone. */
export const isWorkingDay = ({ week, years }: CalendarDocument, day: string): boolean => {
  const year = years.find(each => each.year === Number(day.slice(0, 4)))
  if (year?.work.includes(day)) return true
  if (year?.off.some(({ from, to }) => from <= day && day <= to)) return false
  return week.includes(weekday(day))
}

/** The day itself where it is worked, else the nearest worked one by `step` days at a time. A calendar without a worked day gives the day back. */
export const nearestWorkingDay = (calendar: CalendarDocument, day: string, step: 1 | -1): string => {
  if (calendar.week.length === 0) return day
  let at = day
  while (!isWorkingDay(calendar, at)) at = addDays(at, step)
  return at
}

/** The day `n` working days before another. */
export const workingDaysBefore = (calendar: CalendarDocument, day: string, n: number): string =>
  n === 0 ? day : workingDaysBefore(calendar, nearestWorkingDay(calendar, addDays(day, -1), -1), n - 1)
