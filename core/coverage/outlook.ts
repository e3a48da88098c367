import type { Basis, CountedBy, TargetVerdict } from '#core/api/index.ts'
import { addDays, daysBetween } from '#core/calendar/days.ts'
import { baseIndicators } from '#core/plan/meets.ts'
import { adopted } from '#core/plan/printed.ts'
import { type BoardBook, factsOf, publicBasis } from '#core/ranking/board.ts'
import { namesOf } from '#core/ranking/names.ts'
import { transitionsOf } from '#core/ranking/transition.ts'
import { unitsOf } from '#core/ranking/units.ts'
import { forecast, PACE_DAYS } from './forecast.ts'
import { progressOn } from './progress.ts'
import { needed } from './target-verdict.ts'

/** Whether a row will reach the next deadline at today's pace, and what it would take. */
export interface OutlookRow {
  id: number
  name: string
  covered: number
  total: number
  needed: number
  short: number
  /** Change of standing covered over the last 28 days ÷ 4. */
  pace_per_week: number
  /** What it would take from now on; null where the deadline is today. */
  needed_per_week: number | null
  reaches_on: string | null
  verdict: 'met' | 'will_meet' | 'will_miss'
}

export interface OutlookQuestion {
  /** A level of the plan, or `organisation`. */
  by: string
  as_of: string
  basis?: Basis
  counted_by?: CountedBy
}

export interface Outlook {
  /** The target that is next on the day; null where none lies ahead. */
  target: TargetVerdict | null
  /** Who will miss it first, the farthest first; empty where the target is no share of a row's own. */
  rows: OutlookRow[]
}

/** Who will miss the next deadline at today's pace; each row is asked for the target's percent of its own. */
export function outlookOf(book: BoardBook, question: OutlookQuestion): Outlook {
  const { document, divisions, histories } = book
  const { by, as_of } = question
  const { indicator } = document.headline
  const basis = question.basis ?? publicBasis(document)
  const counted_by = question.counted_by ?? adopted(document.counted_by)
  const history = histories.get(indicator)
  if (!history) return { target: null, rows: [] }
  const asked = { indicator, basis, counted_by, scope: null, as_of }
  const { target } = progressOn(document, history, asked, { divisions })
  if (!target || target.by < as_of) return { target: null, rows: [] }
  if (target.percent === null) return { target, rows: [] }

  const since = addDays(as_of, -PACE_DAYS)
  const facts = factsOf(book)
  const transitions = transitionsOf(history, facts, baseIndicators(document, indicator), { ...asked, since })
  const units = unitsOf(document, transitions, { of: by, indicator }, divisions, 0)
  const named = namesOf(by, { ...book, facts })
  const rows = [...units].flatMap(([id, { now, before }]): OutlookRow[] => {
    const name = named(id)
    if (name === null || now.total === 0) return []
    const goal = needed(target.percent!, now.total)
    const short = Math.max(0, goal - now.covered)
    const days_left = daysBetween(as_of, target.by)
    const ahead = forecast(as_of, { covered: now.covered, covered_before: before.covered, short, days_left })
    const reaches = ahead.reaches_on !== null && ahead.reaches_on <= target.by
    const verdict = short === 0 ? 'met' : reaches ? 'will_meet' : 'will_miss'
    return [{ id, name, covered: now.covered, total: now.total, needed: goal, short, ...ahead, verdict }]
  })
  return { target, rows: rows.sort(farthestFirst) }
}

const ORDER: OutlookRow['verdict'][] = ['will_miss', 'will_meet', 'met']

const farthestFirst = (a: OutlookRow, b: OutlookRow) =>
  ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || b.short - a.short || a.id - b.id
