import { ApiError, type NewObservation } from '#core/api/index.ts'
import type { Db } from '../db/database.ts'
import type { PlanState } from '../plans/plan-of.ts'
import { subjectById } from '../subjects/subjects.queries.ts'
import { type ObservationRow, observationById } from './observations.queries.ts'
import { refusalOf } from './refuse-observation.ts'

/** Reads what a person sent into a row, or refuses it with a sentence; the database checks again. */
export async function readObservation(
  db: Db,
  { head, document }: PlanState,
  sent: NewObservation,
): Promise<ObservationRow> {
  const subject = await subjectById(db, head.id, sent.subject)
  if (!subject) throw new ApiError('unknown_subject', `方案里没有编号为 ${sent.subject} 的对象。`)
  const refused = refusalOf(document, subject.kind, sent)
  if (refused) throw refused
  if (sent.replaces !== undefined) {
    const before = await observationById(db, head.id, sent.replaces)
    if (!before) throw new ApiError('unknown_observation', `没有编号为 ${sent.replaces} 的填报记录。`)
    if (before.subject !== sent.subject || before.indicator !== sent.indicator)
      throw new ApiError('value_refused', '更正只能针对同一对象的同一项指标。')
  }
  return { ...sent, value: sent.value === null ? null : String(sent.value) }
}
