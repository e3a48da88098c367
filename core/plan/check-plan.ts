import { days, realDays } from './faults/days.ts'
import { derivations } from './faults/derivations.ts'
import type { PlanFault } from './faults/fault.ts'
import { identity } from './faults/identity.ts'
import { ranking } from './faults/ranking.ts'
import { readPlan } from './faults/reading.ts'
import { references } from './faults/references.ts'
import { schemaFaults } from './faults/schema-faults.ts'
import { sums } from './faults/sums.ts'
import { values } from './faults/values.ts'
import { wording } from './faults/wording.ts'
import type { PlanDocument } from './plan-document.ts'

export type { PlanFault } from './faults/fault.ts'
export type CheckedPlan = { ok: true; plan: PlanDocument } | { ok: false; faults: PlanFault[] }

const CHECKS = [identity, references, derivations, values, days, sums, ranking, wording]

/** Whether a document can be loaded; every fault at once, each with its JSON pointer and a reason in a clerk's words. */
export const checkPlan = (json: unknown): CheckedPlan => {
  const reading = readPlan(json)
  const faults = [...schemaFaults(json), ...realDays(json), ...CHECKS.flatMap(check => check(reading))]
  return faults.length === 0 ? { ok: true, plan: json as PlanDocument } : { ok: false, faults }
}
