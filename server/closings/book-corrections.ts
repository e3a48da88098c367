import type { ClosingBook, Correction } from '#core/api/closings.ts'
import { askedIndicators } from '#core/closings/asked-indicators.ts'
import { changedSince } from '#core/closings/changed-since.ts'
import { readTimeline } from '#core/coverage/history.ts'
import { baseIndicators } from '#core/plan/meets.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { standingRows, touchedSince } from '../coverage/timeline.queries.ts'
import { timelineColumns } from '../coverage/timeline-columns.ts'
import type { Trx } from '../db/database.ts'

/** What the closing before would say otherwise of its own day by what is known after a later write. */
export async function correctionsOf(
  trx: Trx,
  plan: string,
  document: PlanDocument,
  earlier: NonNullable<ClosingBook['previous']>,
  known: number,
  nameOf: (subject: number) => string,
): Promise<Correction[]> {
  const subjects = await touchedSince(trx, plan, earlier.known_seq, known)
  if (subjects?.length === 0) return []
  const asked = askedIndicators(document).flatMap(indicator => baseIndicators(document, indicator))
  const indicators = [...new Set(['roster', ...asked])]
  const historyAt = async (seq: number) => {
    const columns = timelineColumns(await standingRows(trx, plan, indicators, seq, subjects), indicators)
    return readTimeline({
      ...columns,
      seq,
      known_at: null,
      geometry_revision: 0,
      since: null,
      subjects: [],
      verdicts_then: {},
    })
  }
  return changedSince(await historyAt(earlier.known_seq), await historyAt(known), earlier.as_of, nameOf)
}
