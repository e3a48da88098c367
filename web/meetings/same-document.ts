import type { MeetingDocument } from '#core/api/meetings.ts'

/** Fields in one order, without those that say nothing. */
const told = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(told)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== null && each !== undefined && !(Array.isArray(each) && each.length === 0))
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([key, each]) => [key, told(each)]),
  )
}

/** Whether two documents say the same, however they were written down. */
export const sameDocument = (a: MeetingDocument, b: MeetingDocument): boolean =>
  JSON.stringify(told(a)) === JSON.stringify(told(b))

const FIELDS = ['title', 'held_on', 'as_of', 'place', 'agenda', 'ranks_units', 'sites'] as const
export type MeetingField = (typeof FIELDS)[number]

/** The fields in which two documents differ, in the order of the form. */
export const differingFields = (a: MeetingDocument, b: MeetingDocument): MeetingField[] =>
  FIELDS.filter(field => JSON.stringify(told([a[field] ?? null])) !== JSON.stringify(told([b[field] ?? null])))
