import { readFileSync } from 'node:fs'
import { checkPlan } from '#core/plan/check-plan.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'

export const PLANS = ['xx-county-2024', 'mengjin-2019', 'xx-town', 'sishui-2019', 'xx-district-2024'] as const

export const readJson = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../data/${path}`, import.meta.url), 'utf8'))

/** A plan of data/plans, checked as it is at load. */
export const readPlan = (id: (typeof PLANS)[number]): PlanDocument => {
  const checked = checkPlan(readJson(`plans/${id}.json`))
  if (!checked.ok) throw new Error(JSON.stringify(checked.faults, null, 2))
  return checked.plan
}
