import { ApiError } from '#core/api/errors.ts'

const SENTENCES: Record<string, string> = {
  notice_signed: '要公示的截数还没有签发，或已被更正的截数取代。',
  notice_step_order: '这份公示现在不能这样办：已经撤下或撤回，或这条异议已经答复。',
  notice_step_says: '请写明内容。',
  notice_step_photo: '请附上张贴或撤下时的照片。',
  notice_step_answers: '请选择要答复的异议。',
  notice_days: '公示的止日不能早于起日，也不能超过一年。',
}
const STATES = ['notice_signed', 'notice_step_order']

/** What the database refused of a notice, in words; everything else goes on as it is. */
export function asNoticeRefusal(error: unknown): never {
  const { constraint = '' } = error as { constraint?: string }
  const sentence = SENTENCES[constraint]
  if (sentence) throw new ApiError(STATES.includes(constraint) ? 'wrong_state' : 'value_refused', sentence)
  throw error
}
