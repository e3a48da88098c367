import { ApiError, type NewObservation } from '#core/api/index.ts'
import { isDay } from '#core/calendar/days.ts'
import { FACTS, isFact } from '#core/plan/facts.ts'
import { choicesOf, indicatorOf } from '#core/plan/meets.ts'
import { adopted } from '#core/plan/printed.ts'
import type { Db } from '../db/database.ts'
import type { PlanState } from '../plans/plan-of.ts'
import { subjectById } from '../subjects/subjects.queries.ts'
import { type ObservationRow, observationById } from './observations.queries.ts'

/** Reads what a person sent into a row, or refuses it with a sentence; the database checks again. */
export async function readObservation(
  db: Db,
  { head, document }: PlanState,
  sent: NewObservation,
): Promise<ObservationRow> {
  const subject = await subjectById(db, head.id, sent.subject)
  if (!subject) throw new ApiError('unknown_subject', `方案里没有编号为 ${sent.subject} 的对象。`)
  const indicator = indicatorOf(document, sent.indicator)
  if (!indicator && !isFact(sent.indicator))
    throw new ApiError('unknown_indicator', `方案没有“${sent.indicator}”这项指标。`)
  if (indicator?.derived) throw new ApiError('value_refused', `“${indicator.zh}”由其他指标推算，不能直接填报。`)
  const kinds: readonly string[] = indicator ? [indicator.on] : FACTS[sent.indicator as keyof typeof FACTS].on
  if (!kinds.includes(subject.kind))
    throw new ApiError('value_refused', `“${indicator?.zh ?? sent.indicator}”不填报在这类对象上。`)
  if (!isDay(sent.effective_on) || sent.effective_on > adopted(document.ends_on))
    throw new ApiError('day_out_of_range', `生效日期 ${sent.effective_on} 不是有效日期，或晚于方案结束日。`)
  if (sent.value === null && sent.replaces === undefined)
    throw new ApiError('value_refused', '撤回须指明撤回哪一条记录。')
  const choices = indicator ? choicesOf(document, indicator) : []
  if (sent.value !== null && choices.length > 0 && !choices.some(choice => choice.id === String(sent.value)))
    throw new ApiError('value_refused', `“${indicator!.zh}”只能填：${choices.map(choice => choice.zh).join('、')}。`)
  if (sent.replaces !== undefined) {
    const before = await observationById(db, head.id, sent.replaces)
    if (!before) throw new ApiError('unknown_observation', `没有编号为 ${sent.replaces} 的填报记录。`)
    if (before.subject !== sent.subject || before.indicator !== sent.indicator)
      throw new ApiError('value_refused', '更正只能针对同一对象的同一项指标。')
  }
  return { ...sent, value: sent.value === null ? null : String(sent.value) }
}
