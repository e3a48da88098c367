import type { Role } from '#core/accounts/permissions.ts'
import type { Case } from '#core/api/cases.ts'
import { caseOn } from '#core/cases/case-on.ts'
import { isTurnOf } from '#core/cases/next-steps.ts'

export const PARTS = ['mine', 'late', 'open', 'done', 'all'] as const
export type CasePart = (typeof PARTS)[number]

export interface CaseFilter {
  part: CasePart
  /** A meeting's id; `none` those of no meeting; null all. */
  meeting: number | 'none' | null
}

const isIn = (one: Case, part: CasePart, { role, today }: { role: Role; today: string }): boolean => {
  const { state, done, late } = caseOn(one, today)
  const parts: Record<CasePart, boolean> = { all: true, mine: isTurnOf(state, role), late, open: !done, done }
  return parts[part]
}

const ofMeeting = (one: Case, meeting: CaseFilter['meeting']) =>
  meeting === null || (meeting === 'none' ? one.meeting === null : one.meeting === meeting)

/** Open ones by the day they are due, those without one after them; done ones last, the latest first. */
const inOrder = (today: string) => (a: Case, b: Case) => {
  const [one, other] = [caseOn(a, today), caseOn(b, today)]
  if (one.done !== other.done) return one.done ? 1 : -1
  if (one.done) return (other.done_on ?? '').localeCompare(one.done_on ?? '') || b.id - a.id
  return (one.due_on ?? '9').localeCompare(other.due_on ?? '9') || a.id - b.id
}

export const filterCases = (
  cases: readonly Case[],
  { part, meeting }: CaseFilter,
  who: { role: Role; today: string },
) => cases.filter(one => ofMeeting(one, meeting) && isIn(one, part, who)).sort(inOrder(who.today))

/** How many there are in each part of a meeting. */
export const countCases = (
  cases: readonly Case[],
  meeting: CaseFilter['meeting'],
  who: { role: Role; today: string },
) => {
  const here = cases.filter(one => ofMeeting(one, meeting))
  return Object.fromEntries(PARTS.map(part => [part, here.filter(one => isIn(one, part, who)).length])) as Record<
    CasePart,
    number
  >
}
