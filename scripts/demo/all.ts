import type { DemoPlan } from '../../server/plans/load-plans.ts'
import { makeCounty } from './county.ts'
import { loadDemo } from './load.ts'
import { makeOthers } from './others.ts'

const SEED = 2024

/** Every demo county, made anew and the same each time. */
export const demoPlans = (): DemoPlan[] =>
  [makeCounty(SEED), ...Object.values(makeOthers(SEED))].map(county => ({
    plan: county.plan,
    load: (db, document) => loadDemo(db, document, county),
  }))
