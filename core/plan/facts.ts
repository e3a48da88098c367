import type { SubjectKind } from './schema/common.ts'

/** Facts every plan has without declaring them; observed, dated and asked like indicators. The database knows the same list. */
export const FACTS = {
  name: {
    type: 'text',
    on: ['compound', 'building', 'area', 'division', 'organisation', 'service', 'facility', 'measure'],
  },
  community: { type: 'reference', on: ['compound', 'building', 'facility'] },
  households: { type: 'count', on: ['compound', 'building'] },
  floor_area: { type: 'count', on: ['compound', 'building'] },
  buildings: { type: 'count', on: ['compound'] },
  built_year: { type: 'count', on: ['compound', 'building'] },
  roster: {
    type: 'choice',
    on: ['compound', 'building', 'organisation', 'service', 'facility', 'measure', 'division'],
  },
  task_owner: { type: 'reference', on: ['compound', 'building', 'area', 'measure'] },
  due_on: { type: 'day', on: ['compound', 'building', 'measure'] },
  split_from: { type: 'reference', on: ['compound'] },
  merged_into: { type: 'reference', on: ['compound'] },
  roster_frozen: { type: 'boolean', on: ['division'] },
} as const satisfies Record<string, { type: FactType; on: readonly SubjectKind[] }>

export type FactType = 'text' | 'reference' | 'count' | 'choice' | 'boolean' | 'day'
export type FactId = keyof typeof FACTS

export const isFact = (id: string): id is FactId => Object.hasOwn(FACTS, id)
