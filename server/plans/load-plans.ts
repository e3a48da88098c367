import type { PlanDocument } from '#core/plan/plan-document.ts'
import type { Db } from '../db/database.ts'
import { createPlan, planHeads, revisePlan } from './plans.queries.ts'
import { readPlans } from './read-plans.ts'

/** A demo county, ready to be loaded. */
export interface DemoPlan {
  plan: string
  load(db: Db, document: PlanDocument): Promise<void>
}

interface Loading {
  /** Where the county's own documents lie, beside those that come with the program. */
  data_dir: string
  /** What an empty database is filled with; null: nothing. */
  demo: (() => Promise<DemoPlan[]>) | null
  say: (text: string) => void
}

/** Loads new and changed plan documents; an empty database also gets the demo counties. */
export async function loadPlans(db: Db, { data_dir, demo, say }: Loading): Promise<void> {
  const is_empty = (await planHeads(db)).length === 0
  const counties = demo && is_empty ? await demo() : []
  for (const document of readPlans(data_dir)) {
    const county = counties.find(({ plan }) => plan === document.id)
    if (county) {
      say(`      装入演示数据 ${document.title}`)
      await county.load(db, document)
    } else {
      await createPlan(db, document.id)
      await revisePlan(db, document)
    }
  }
}
