import { ApiError, type ApiErrorCode } from '#core/api/errors.ts'

/** What the database's guard refuses, for a clerk. */
const REFUSED: Partial<Record<string, [ApiErrorCode, string]>> = {
  meeting_month: ['day_out_of_range', '方案在这个月没有安排这个会。'],
  meeting_once: ['wrong_state', '这个月的会已经建好了，请打开它继续准备。'],
  meeting_recorded: ['wrong_state', '会议记录已经归档，不能再改。'],
  meeting_closed: ['wrong_state', '这次会的数已经截定，截至日不能再改；要改，请重新截数。'],
  meeting_signed: ['wrong_state', '这次会的数已经签发，只能再改会期、地点和观摩点。'],
  meeting_site: ['unknown_subject', '有一个观摩点不是这份方案里的小区。'],
  meeting_site_once: ['value_refused', '同一个小区只列一次。'],
  meeting_photo: ['unknown_file', '有一张照片不是该小区的照片，请重新上传。'],
}

/** A guard's refusal as the API says it; anything else is thrown on as it is. */
export const explained = (error: unknown): never => {
  const [code, sentence] = REFUSED[(error as { constraint?: string }).constraint ?? ''] ?? []
  throw code ? new ApiError(code, sentence!) : error
}
