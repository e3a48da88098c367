import { ApiError, type ApiErrorCode } from '#core/api/index.ts'
import type { NewObservation } from '#core/api/observations.ts'
import { isEvidence } from '#core/files/evidence.ts'
import { judgeObservation, type ObservationRefusal, observable } from '#core/observations/judge-observation.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'

type Sent = Pick<NewObservation, 'indicator' | 'value' | 'effective_on' | 'replaces' | 'evidence'>

const CODES: Partial<Record<ObservationRefusal, ApiErrorCode>> = {
  unknown_indicator: 'unknown_indicator',
  day_out_of_range: 'day_out_of_range',
}

const sentence = (document: PlanDocument, sent: Sent, reason: ObservationRefusal): string => {
  const asked = observable(document, sent.indicator)
  const name = asked?.zh ?? sent.indicator
  switch (reason) {
    case 'unknown_indicator':
      return `方案没有“${sent.indicator}”这项指标。`
    case 'derived':
      return `“${name}”由其他指标推算，不能直接填报。`
    case 'other_kind':
      return `“${name}”不填报在这类对象上。`
    case 'day_out_of_range':
      return `生效日期 ${sent.effective_on} 不是有效日期，或晚于方案结束日。`
    case 'withdraws_nothing':
      return '撤回须指明撤回哪一条记录。'
    case 'choice':
      return `“${name}”只能填：${asked?.choices.map(({ zh }) => zh).join('、')}。`
    case 'form':
      return `“${name}”填的值写法不对。`
  }
}

/** Why a plan does not take an observation, as the problem it is answered with; null when it takes it. */
export const refusalOf = (document: PlanDocument, kind: string, sent: Sent): ApiError | null => {
  const reason = judgeObservation(document, kind, sent)
  const strange = sent.evidence?.find(item => !isEvidence(document, item))
  if (!reason && strange) return new ApiError('value_refused', `佐证材料“${strange.slice(0, 20)}”不是方案列出的种类。`)
  return reason && new ApiError(CODES[reason] ?? 'value_refused', sentence(document, sent, reason))
}
