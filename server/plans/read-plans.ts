import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ApiError } from '#core/api/errors.ts'
import { checkPlan } from '#core/plan/check-plan.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'

const OURS = join(import.meta.dirname, '../../data/plans')

/** The plan documents that come with the product, and the county's own under its data folder, which win by id. */
export function readPlans(data_dir: string): PlanDocument[] {
  const plans = new Map<string, PlanDocument>()
  for (const folder of [OURS, join(data_dir, 'plans')])
    for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
      if (!name.endsWith('.json')) continue
      const plan = readPlan(join(folder, name))
      plans.set(plan.id, plan)
    }
  return [...plans.values()]
}

/** One plan document; every fault in it is named. */
export function readPlan(path: string): PlanDocument {
  const checked = checkPlan(parsed(path))
  if (checked.ok) return checked.plan
  throw new ApiError('plan_invalid', `方案文件 ${path} 有 ${checked.faults.length} 处错误`, { faults: checked.faults })
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new ApiError('plan_invalid', `方案文件 ${path} 不是有效的 JSON：${(error as Error).message}`)
  }
}
