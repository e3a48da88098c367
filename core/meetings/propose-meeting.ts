import type { MeetingProposal } from '../api/meetings.ts'
import type { CalendarDocument } from '../plan/calendar-document.ts'
import type { PlanDocument } from '../plan/plan-document.ts'
import { adopted } from '../plan/printed.ts'
import { type MeetingDays, meetingDays } from './cadence.ts'
import { type Ground, proposeSites } from './propose-sites.ts'

/** The basis public figures are counted on. */
export const publicBasis = (document: PlanDocument) => document.ranking?.basis ?? 'reported'

/** What a month's meeting is asked about before there is one: its days, and the day its sites are judged by, today at the latest. */
export const meetingAhead = (
  document: PlanDocument,
  { kind, month, today }: { kind: string; month: string; today: string },
  calendar: CalendarDocument,
): (MeetingDays & { judged_on: string }) | null => {
  const days = meetingDays(document, kind, month, calendar)
  return days && { ...days, judged_on: days.as_of < today ? days.as_of : today }
}

export interface MeetingQuestion {
  kind: string
  month: string
  ahead: NonNullable<ReturnType<typeof meetingAhead>>
  /** The compounds earlier meetings visited. */
  visited: ReadonlySet<number>
}

/** What a month's meeting begins with, from the plan and how its compounds stand. */
export function proposeMeeting(ground: Ground, { kind, month, ahead, visited }: MeetingQuestion): MeetingProposal {
  const { document } = ground
  const meeting = document.meetings.find(({ id }) => id === kind)!
  const { sites, reasons, metres } = proposeSites(ground, {
    as_of: ahead.judged_on,
    basis: publicBasis(document),
    most: meeting.sites ? adopted(meeting.sites) : 0,
    visited,
  })
  const [year, n] = month.split('-')
  return {
    document: {
      title: `${year} 年 ${Number(n)} 月${meeting.zh}`,
      as_of: ahead.as_of,
      held_on: ahead.held_on,
      place: meeting.where ?? null,
      agenda: meeting.agenda ? adopted(meeting.agenda) : [],
      sites,
      ranks_units: false,
    },
    reasons,
    metres,
  }
}
