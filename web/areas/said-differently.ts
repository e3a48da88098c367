import type { DraftBody } from '#core/api/areas.ts'

export const SAID = [
  'name',
  'town',
  'community',
  'ground',
  'ground_note',
  'shared_facilities',
  'files',
  'picks',
] as const
export type SaidField = (typeof SAID)[number]
export type Said = Pick<DraftBody, SaidField>

const plain = (value: Said[SaidField]) => JSON.stringify(Array.isArray(value) ? [...value].map(String).sort() : value)

/** What besides the shape two drafts say differently. */
export const saidDifferently = (mine: Said, theirs: Said): SaidField[] =>
  SAID.filter(field => plain(mine[field]) !== plain(theirs[field]))
