import { addDays } from '../calendar/days.ts'
import { nearestWorkingDay, workingDaysBefore } from '../calendar/working-days.ts'
import type { CalendarDocument } from '../plan/calendar-document.ts'
import type { PlanDocument } from '../plan/plan-document.ts'
import { adopted } from '../plan/printed.ts'

export interface MeetingDays {
  held_on: string
  /** The day its figures speak of. */
  as_of: string
}

/** Of which months the last is meant; a meeting without a known interval may be called in any. */
const MONTHS: Partial<Record<string, number>> = { quarter: 3, half_year: 6, year: 12 }

const meetingOf = (document: PlanDocument, kind: string) => document.meetings.find(({ id }) => id === kind)

/** The days in which the plan brings a meeting: of the phases that name it, of the whole plan where none does. */
const stretchesOf = (document: PlanDocument, kind: string): { from: string; to: string }[] => {
  const naming = document.phases.filter(phase => phase.meetings?.includes(kind))
  if (naming.length > 0) return naming.map(({ from, to }) => ({ from: adopted(from), to: adopted(to) }))
  return [{ from: adopted(document.starts_on), to: adopted(document.ends_on) }]
}

const lastDayOf = (month: string): string => {
  const [year, n] = month.split('-').map(Number)
  return new Date(Date.UTC(year!, n!, 0)).toISOString().slice(0, 10)
}

/** Whether the plan brings a meeting of this kind in a month. The database's brings_meeting says the same. */
export const bringsMeeting = (document: PlanDocument, kind: string, month: string): boolean => {
  const meeting = meetingOf(document, kind)
  if (!meeting) return false
  const every = adopted(meeting.every)
  return (
    stretchesOf(document, kind).some(({ from, to }) => from.slice(0, 7) <= month && month <= to.slice(0, 7)) &&
    Number(month.slice(5)) % (MONTHS[every?.per ?? ''] ?? 1) === 0
  )
}

/** Every month the plan brings a meeting of this kind in, in order. */
export const meetingMonths = (document: PlanDocument, kind: string): string[] => {
  const months: string[] = []
  const to = adopted(document.ends_on).slice(0, 7)
  for (
    let month = adopted(document.starts_on).slice(0, 7);
    month <= to;
    month = addDays(lastDayOf(month), 1).slice(0, 7)
  )
    if (bringsMeeting(document, kind, month)) months.push(month)
  return months
}

/**
 * When a month's meeting is usually held: on the plan's day of the month or, where that is off, the last working day before it;
 * and so many working days before, the day of its figures. Null in a month the plan brings none in.
 */
export const meetingDays = (
  document: PlanDocument,
  kind: string,
  month: string,
  calendar: CalendarDocument,
): MeetingDays | null => {
  if (!bringsMeeting(document, kind, month)) return null
  const meeting = meetingOf(document, kind)!
  const { from, to } = stretchesOf(document, kind).find(
    each => each.from.slice(0, 7) <= month && month <= each.to.slice(0, 7),
  )!
  const first = from > `${month}-01` ? from : `${month}-01`
  const last = to < lastDayOf(month) ? to : lastDayOf(month)
  const day = meeting.held_on ? `${month}-${String(adopted(meeting.held_on)).padStart(2, '0')}` : last
  const usual = day < first ? first : day > last ? last : day
  const before = nearestWorkingDay(calendar, usual, -1)
  const held_on = before < first ? nearestWorkingDay(calendar, usual, 1) : before
  const as_of = workingDaysBefore(calendar, held_on, meeting.figures_close ? adopted(meeting.figures_close) : 0)
  const start = adopted(document.starts_on)
  return { held_on, as_of: as_of < start ? start : as_of }
}
