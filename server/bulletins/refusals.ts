import type { BulletinText } from '#core/api/bulletins.ts'
import { ApiError, type ApiErrorCode } from '#core/api/errors.ts'
import { unknownIn } from '#core/bulletins/placeholders.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'

/** What the database's guards say, for a clerk. */
const REFUSED: Record<string, [ApiErrorCode, string]> = {
  bulletin_closing: ['wrong_state', '这次截数还没有确认，或者已被更正的截数代替，不能起草通报。'],
  bulletin_signed: ['wrong_state', '截数签发以后才能印发；已被更正的截数代替的，请用新的截数起草。'],
  bulletin_issued: ['wrong_state', '这份通报已经印发，文字不能再改。'],
  bulletin_version: ['changed_meanwhile', '别人刚刚改过这份通报，请先看看新的内容。'],
  bulletin_issue_pkey: ['wrong_state', '这份通报已经印发。'],
  bulletin_revision_pkey: ['changed_meanwhile', '别人刚刚改过这份通报，请先看看新的内容。'],
}

/** A guard's refusal as a problem; anything else as it is. */
export const refusalOf = (error: unknown): unknown => {
  const known = REFUSED[(error as { constraint?: string }).constraint ?? '']
  return known ? new ApiError(...known) : error
}

/** The number or the day was taken while the files were made: they are made again. */
export const isOvertaken = (error: unknown): boolean =>
  ['bulletin_number', 'bulletin_day'].includes((error as { constraint?: string }).constraint ?? '')

/** Every name of a text that names nothing, each where it stands. */
export const requireKnownNames = (document: PlanDocument, text: BulletinText): void => {
  const unknown = unknownIn(document, text)
  if (unknown.length === 0) return
  const names = [...new Set(unknown.map(({ name }) => `“${name}”`))].join('、')
  throw new ApiError('template_refused', `没有叫${names}的占位符或附表，没有保存。`, {
    faults: unknown.map(({ path, name }) => ({
      path,
      value: name,
      reason: path.includes('table') || path.startsWith('/annexes') ? '没有这张表' : '没有这个占位符',
    })),
  })
}
