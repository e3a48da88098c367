import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PlanDocument } from '#core/plan/plan-document.ts'

/** The days the generated campaigns run: a whole year, so that a curve has 366 days. */
export const FROM = '2024-01-01'
export const TO = '2024-12-31'

/** The county's own document under another id, from the first day of its year to the last. */
export function benchPlan(id: string): PlanDocument {
  const path = join(import.meta.dirname, '../../data/plans/xx-county-2024.json')
  const document = JSON.parse(readFileSync(path, 'utf8')) as PlanDocument
  return {
    ...document,
    id,
    starts_on: { ...(document.starts_on as object), adopted: FROM } as PlanDocument['starts_on'],
    ends_on: { ...(document.ends_on as object), adopted: TO } as PlanDocument['ends_on'],
  }
}
