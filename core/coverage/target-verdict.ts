import type { TargetVerdict } from '#core/api/progress.ts'
import { daysBetween } from '#core/calendar/days.ts'
import type { Target } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'

/** How many `percent` of `total` needs; whole percents, because 0.55 × 100 rounds up wrongly. */
export const needed = (percent: number, total: number): number => Math.ceil((percent * total) / 100)

/** Covered and total on a day. */
export interface DayCount {
  day: string
  covered: number
  total: number
}

/** The percent a target asks of the whole, its count otherwise, and the day it is due; null for one in words alone. */
export function dueOf(target: Target): { by: string; percent: number | null; count: number | null } | null {
  const goal = target.at_least ? adopted(target.at_least) : null
  if (!target.by || !goal) return null
  return {
    by: adopted(target.by),
    percent: 'percent' in goal ? goal.percent : null,
    count: 'count' in goal ? goal.count : null,
  }
}

/**
 * How a target stands on `as_of`, from the daily counts up to it (days without a change may be left out).
 * The deadline day counts; once it has passed the verdict looks at that day. Tested on integers.
 */
export function targetVerdict(
  target: Target,
  as_of: string,
  counts: DayCount[],
): Omit<TargetVerdict, 'known_then'> | null {
  const due = dueOf(target)
  if (!due) return null
  const on = (day: string) =>
    counts.findLast(count => count.day <= day) ?? { day, covered: 0, total: counts[0]?.total ?? 0 }
  const enough = (count: DayCount) =>
    count.covered >= (due.percent === null ? due.count! : needed(due.percent, count.total))
  const now = on(as_of)
  const looked = due.by < as_of ? on(due.by) : now
  const met = looked.total > 0 && enough(looked)
  const late = !met && due.by < as_of && now.total > 0 && enough(now)
  const reached = counts.find(
    count => count.day <= as_of && (met || count.day > due.by) && count.total > 0 && enough(count),
  )
  const goal = due.percent === null ? due.count! : needed(due.percent, now.total)
  return {
    id: target.id,
    by: due.by,
    percent: due.percent,
    needed: goal,
    covered: now.covered,
    short: Math.max(0, goal - now.covered),
    verdict: met ? 'met' : due.by >= as_of ? 'open' : late ? 'late' : 'missed',
    reached_on: met || late ? (reached?.day ?? null) : null,
    days_left: daysBetween(as_of, due.by),
  }
}
