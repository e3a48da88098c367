import { isDay } from '#core/calendar/days.ts'
import type { DraftVerb } from './areas-api.ts'

/** Remarks name no version: they change nothing of the draft. */
export const isRemark = (verb: DraftVerb) => verb === 'comment' || verb === 'objection'

export interface ReviewFields {
  text: string
  place: string
  from_on: string
  to_on: string
  effective_on: string
  files: string[]
}
type Field = 'at' | 'text' | 'place' | 'from_on' | 'effective_on' | 'files'
export type Lack = 'text' | 'place' | 'days' | 'effective_on'
export type ReviewReading = { ok: true; body: object } | { ok: false; lacks: Lack }

const FIELDS: Partial<Record<DraftVerb, readonly Field[]>> = {
  comment: ['at', 'text', 'files'],
  return: ['at', 'text'],
  notice: ['place', 'from_on', 'text', 'files'],
  objection: ['at', 'text', 'files'],
  publish: ['effective_on', 'text'],
}
/** Steps that say nothing without words. */
const NEEDS_TEXT: readonly DraftVerb[] = ['comment', 'return', 'objection']

export const fieldsOf = (verb: DraftVerb): readonly Field[] => FIELDS[verb] ?? []

/** The body of a step's request, or what it still lacks. */
export const readReview = (verb: DraftVerb, fields: ReviewFields, at: readonly number[] | null): ReviewReading => {
  const text = fields.text.trim()
  const place = fields.place.trim()
  if (NEEDS_TEXT.includes(verb) && !text) return { ok: false, lacks: 'text' }
  const has = fieldsOf(verb)
  if (has.includes('place') && !place) return { ok: false, lacks: 'place' }
  const { from_on, to_on, effective_on } = fields
  if (has.includes('from_on') && !(isDay(from_on) && isDay(to_on) && from_on <= to_on))
    return { ok: false, lacks: 'days' }
  if (has.includes('effective_on') && !isDay(effective_on)) return { ok: false, lacks: 'effective_on' }
  return { ok: true, body: bodyOf(verb, { ...fields, text, place }, at) }
}

const bodyOf = (
  verb: DraftVerb,
  { text, place, from_on, to_on, effective_on, files }: ReviewFields,
  at: readonly number[] | null,
): object => {
  switch (verb) {
    case 'comment':
    case 'objection':
      return { at, text, ...(files.length > 0 && { files }) }
    case 'return':
      return { text, ...(at && { comments: [{ at, text }] }) }
    case 'notice':
      return { place, from_on, to_on, ...(text && { text }), ...(files.length > 0 && { files }) }
    case 'publish':
      return { effective_on, ...(text && { note: text }) }
    default:
      return text ? { text } : {}
  }
}
