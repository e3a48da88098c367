import type { Case } from '../api/cases.ts'
import { caseOn } from './case-on.ts'

export interface SinceLast {
  /** Of the previous meeting. */
  done: Case[]
  late: Case[]
  open: Case[]
  /** Of meetings before it, and of none, still not done. */
  older: Case[]
}

interface MeetingLike {
  id: number
  kind: string
  month: string
}

/** The meeting of the same kind before one, by its month; null where it is the first. */
export const previousMeeting = <M extends MeetingLike>(meetings: readonly M[], meeting: MeetingLike): M | null =>
  meetings
    .filter(each => each.kind === meeting.kind && each.month < meeting.month)
    .sort((a, b) => b.month.localeCompare(a.month))[0] ?? null

const byDue = (a: Case, b: Case) =>
  (a.due_on ?? '9').localeCompare(b.due_on ?? '9') || a.opened_at.localeCompare(b.opened_at) || a.id - b.id

/** What a meeting opens with: what the previous one noted, as it stands at the end of a day, and what is older and not done. */
export function sinceLast(
  cases: readonly Case[],
  { previous, meeting, as_of }: { previous: number | null; meeting: number | null; as_of: string },
): SinceLast {
  const told: SinceLast = { done: [], late: [], open: [], older: [] }
  for (const each of [...cases].sort(byDue)) {
    if (each.opened_on > as_of || (meeting !== null && each.meeting === meeting)) continue
    const { done, late } = caseOn(each, as_of)
    if (previous !== null && each.meeting === previous) told[done ? 'done' : late ? 'late' : 'open'].push(each)
    else if (!done) told.older.push(each)
  }
  return told
}

/** The cases a meeting noted itself, in the order they were noted. */
export const notedAt = (cases: readonly Case[], meeting: number): Case[] =>
  cases.filter(each => each.meeting === meeting).sort((a, b) => a.id - b.id)
