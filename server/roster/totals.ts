import type { Totals } from '#core/api/roster.ts'
import { coversOf, shareOf } from '#core/coverage/tally.ts'
import { baseIndicators } from '#core/plan/meets.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { talliesOn } from '../coverage/coverage.queries.ts'
import type { Trx } from '../db/database.ts'

/** The plan's headline as of a day: how many of the baseline count, and how many beside it. */
export async function totalsOn(trx: Trx, document: PlanDocument, day: string): Promise<Totals> {
  const { indicator } = document.headline
  const asked = { plan: document.id, basis: 'reported', known: null } as const
  const tallies = (await talliesOn(trx, asked, baseIndicators(document, indicator), [day])).get(day) ?? []
  const of = (member: 'baseline' | 'addition') => {
    const own = tallies.filter(tally => tally.member === member)
    const { covered, total } = shareOf(own, coversOf(document, indicator), 'count')
    return { covered, total }
  }
  return { baseline: of('baseline'), additions: of('addition') }
}
