import type { Basis } from '#core/api/common.ts'
import { endOfDay } from '#core/calendar/days.ts'
import { targetsOf } from '#core/coverage/curve.ts'
import type { History } from '#core/coverage/history.ts'
import { coversOf, shareOf } from '#core/coverage/tally.ts'
import { dueOf, needed } from '#core/coverage/target-verdict.ts'
import { baseIndicators } from '#core/plan/meets.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import type { Db } from '../db/database.ts'
import type { PlanState } from '../plans/plan-of.ts'
import { writeAt } from '../plans/plans.queries.ts'
import { talliesOnBoth } from './coverage.queries.ts'

type Verdicts = Record<Basis, 'met' | 'missed'>

const remembered = new Map<string, Verdicts | null>()

/** Forgets every evening, so that the next question works them out anew. */
export const forgetVerdicts = () => remembered.clear()

/**
 * How each passed deadline's own evening saw its target; nothing for a deadline of which nothing was known yet, or whose
 * evening had not ended when things were known.
 * An answer about the past never changes once a later write was seen, so it is remembered from then on.
 */
export async function verdictsThen(
  db: Db,
  { head, document, known, known_at }: PlanState,
): Promise<History['verdicts_then']> {
  const verdicts: History['verdicts_then'] = {}
  const { indicator } = document.headline
  for (const target of targetsOf(document, { indicator, counted_by: 'count', scope: null })) {
    const due = dueOf(target)!
    if (known === null ? due.by >= head.today : known_at <= endOfDay(due.by)) continue
    const key = `${head.id} ${head.plan_revision} ${target.id}`
    let verdict = remembered.get(key)
    if (verdict === undefined) {
      verdict = await verdictThen(db, head.id, document, due)
      const settled = head.recorded_at !== null && head.recorded_at > endOfDay(due.by)
      if (settled) remembered.set(key, verdict)
    }
    if (verdict) verdicts[target.id] = verdict
  }
  return verdicts
}

async function verdictThen(
  db: Db,
  plan: string,
  document: PlanDocument,
  due: NonNullable<ReturnType<typeof dueOf>>,
): Promise<Verdicts | null> {
  const { indicator } = document.headline
  const { seq: known } = await writeAt(db, plan, endOfDay(due.by))
  const tallies = await talliesOnBoth(db, { plan, known }, baseIndicators(document, indicator), due.by)
  const seen = (basis: Basis): 'met' | 'missed' | null => {
    const base = tallies[basis].filter(({ member }) => member === 'baseline')
    const { covered, total } = shareOf(base, coversOf(document, indicator), 'count')
    if (total === 0) return null
    return covered >= (due.percent === null ? due.count! : needed(due.percent, total)) ? 'met' : 'missed'
  }
  const [reported, verified] = [seen('reported'), seen('verified')]
  return reported && verified ? { reported, verified } : null
}
