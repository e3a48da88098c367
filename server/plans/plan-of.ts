import { ApiError } from '#core/api/errors.ts'
import { addDays, isDay } from '#core/calendar/days.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import type { Db } from '../db/database.ts'
import { documentAt, type PlanHead, planHeads, seqAt } from './plans.queries.ts'

/** A plan as a request found it: its head, its document in force, and up to which write things are known (null: now). */
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
  const past = when.known_at !== undefined && Date.parse(when.known_at) < Date.parse(head.recorded_at)
  const known = past ? await seqAt(db, id, when.known_at!) : null
  const found = await documentAt(db, id, known)
  if (!found) throw new ApiError('unknown_plan', `在 ${when.known_at} 时还没有这份方案。`)
  const document = found.document as PlanDocument
  const as_of = when.as_of ?? clamped(head.today, document)
  requireDay(document, as_of)
  return { head, document, known, known_at: past ? new Date(when.known_at!).toISOString() : head.recorded_at, as_of }
}

/** Today where the plan runs; before it its first day, after it its last. */
function clamped(today: string, document: PlanDocument): string {
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
