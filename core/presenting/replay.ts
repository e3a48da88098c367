import type { Basis } from '#core/api/common.ts'
import { addDays, daysBetween } from '#core/calendar/days.ts'
import { changesBetween } from '#core/coverage/changes.ts'
import type { History } from '#core/coverage/history.ts'
import { type Status, statusOn } from '#core/coverage/status-on.ts'
import { baseIndicators } from '#core/plan/meets.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'

/** A compound that came under management on a day, or lost it. */
export interface ReplayChange {
  day: string
  subject: number
  kind: 'gained' | 'lost'
  /** What stands from that day on, as the plan's value. */
  value: string | null
  community: number | null
}

export interface ReplayQuestion {
  indicator: string
  basis: Basis
  from_on: string
  as_of: string
}

/** What a stretch of days changed, in order; only compounds on the frozen roster or added to it. */
export function replayOf(document: PlanDocument, history: History, question: ReplayQuestion): ReplayChange[] {
  const { indicator, basis, from_on } = question
  const on = (day: string) => statusOn(document, history, indicator, basis, day)
  let before = on(addDays(from_on, -1))
  return daysOf(document, history, question).flatMap(day => {
    const now = on(day)
    const changes = changesBetween(before, now).flatMap(change => changeOn(day, change))
    before = now
    return changes
  })
}

function changeOn(
  day: string,
  { subject, before, after }: { subject: number; before: Status | undefined; after: Status | undefined },
): ReplayChange[] {
  const was = counts(before)
  const is = counts(after)
  if (was === is) return []
  const { value = null, community = null } = (is ? after : (after ?? before)) ?? {}
  return [{ day, subject, kind: is ? 'gained' : 'lost', value, community }]
}

const counts = (status: Status | undefined) => status !== undefined && status.member !== '' && status.covered

/** The days on which anything the question reads begins. */
function daysOf(document: PlanDocument, history: History, { indicator, basis, from_on, as_of }: ReplayQuestion) {
  const days = new Set<string>()
  for (const id of [...baseIndicators(document, indicator), 'roster'])
    for (const rows of history.indicators.get(id)?.[basis].values() ?? [])
      for (const { from } of rows) if (from >= from_on && from <= as_of) days.add(from)
  return [...days].sort()
}

/** Shortest and longest a replay may last, in seconds: long enough to be followed, short enough for a meeting. */
const SHORTEST_S = 8
const LONGEST_S = 20
const SECONDS_A_DAY = 0.4

/** How long a stretch of days is played. */
export const replaySeconds = (from_on: string, as_of: string): number =>
  Math.min(LONGEST_S, Math.max(SHORTEST_S, (daysBetween(from_on, as_of) + 1) * SECONDS_A_DAY))
