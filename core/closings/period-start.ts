import type { PlanDocument } from '../plan/plan-document.ts'
import { adopted } from '../plan/printed.ts'

const MONTHS: Partial<Record<string, number>> = { quarter: 3, half_year: 6, year: 12 }

/** The first day of the period whose figures are taken: of the month, or of what the plan publishes by; not before the plan's own first day. */
export function periodStart(document: PlanDocument, purpose: string, as_of: string): string {
  const per = document.notices.find(({ id }) => id === purpose)?.every?.per
  const months = MONTHS[per ?? ''] ?? 1
  const month = Number(as_of.slice(5, 7))
  const first = month - ((month - 1) % months)
  const day = `${as_of.slice(0, 5)}${String(first).padStart(2, '0')}-01`
  const starts = adopted(document.starts_on)
  return day < starts && starts <= as_of ? starts : day
}
