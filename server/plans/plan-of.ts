import { ApiError } from '#core/api/errors.ts'
import { addDays, isDay } from '#core/calendar/days.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import type { Db } from '../db/database.ts'
import { documentAt, type PlanHead, planHeads, writeAt } from './plans.queries.ts'

/** A plan as a request found it: its head (for a past knowledge, the head of then), its document in force, and up to which write things are known (null: now). */
export interface PlanState {
  head: PlanHead
  document: PlanDocument
  known: number | null
  known_at: string
  as_of: string
}

/** The farthest a question may reach beyond the plan's own days. */
const SLACK_DAYS = 366

/** Finds a plan for a question; unknown plans and days out of range are refused. Names as `known_at` the head's own moment, never the clock's. */
export async function planOf(db: Db, id: string, when: { as_of?: string; known_at?: string } = {}): Promise<PlanState> {
  const [head] = await planHeads(db, id)
  if (!head) throw new ApiError('unknown_plan', `没有编号为“${id}”的方案。`)
  const moment = when.known_at === undefined ? null : momentOf(when.known_at)
  const then = moment !== null && moment < head.recorded_at ? await writeAt(db, id, moment) : null
  const known = then?.seq ?? null
  const found = await documentAt(db, id, known)
  if (!found) throw new ApiError('unknown_plan', `在 ${moment} 时还没有这份方案。`)
  const document = found.document as PlanDocument
  const as_of = when.as_of ?? clamped(head.today, document)
  requireDay(document, as_of)
  return {
    head: { ...head, ...then, plan_revision: found.revision },
    document,
    known,
    known_at: then ? moment! : head.recorded_at,
    as_of,
  }
}

/** A moment in UTC; the 31st of February, which JavaScript takes for a day in March, is none. */
function momentOf(text: string): string {
  if (!isDay(text.slice(0, 10)) || Number.isNaN(Date.parse(text)))
    throw new ApiError('bad_request', `“${text}”不是有效的时刻。`)
  return new Date(text).toISOString()
}

/** Today where the plan runs; before it its first day, after it its last. */
export function clamped(today: string, document: PlanDocument): string {
  const [from, to] = [adopted(document.starts_on), adopted(document.ends_on)]
  return today < from ? from : today > to ? to : today
}

/** Refuses a day that is none, or lies more than a year outside the plan. */
export function requireDay(document: PlanDocument, day: string): void {
  const from = addDays(adopted(document.starts_on), -SLACK_DAYS)
  const to = addDays(adopted(document.ends_on), SLACK_DAYS)
  if (!isDay(day) || day < from || day > to)
    throw new ApiError('day_out_of_range', `日期 ${day} 不在方案可查询的范围内（${from} 至 ${to}）。`)
}
