import type { SubjectKind } from './schema/common.ts'

/** Facts every plan has without declaring them; observed, dated and asked like indicators. */
export const FACTS = {
  name: { type: 'text', on: ['compound', 'building', 'area', 'service', 'facility', 'measure'] },
  community: { type: 'reference', on: ['compound', 'building', 'facility'] },
  households: { type: 'number', on: ['compound', 'building'] },
  floor_area: { type: 'number', on: ['compound', 'building'] },
  buildings: { type: 'number', on: ['compound'] },
  built_year: { type: 'number', on: ['compound', 'building'] },
  roster: {
    type: 'choice',
    on: ['compound', 'building', 'organisation', 'service', 'facility', 'measure', 'division'],
  },
  task_owner: { type: 'reference', on: ['compound', 'building', 'area', 'measure'] },
  due_on: { type: 'day', on: ['compound', 'building', 'measure'] },
} as const satisfies Record<string, { type: FactType; on: readonly SubjectKind[] }>

export type FactType = 'text' | 'reference' | 'number' | 'choice' | 'day'
export type FactId = keyof typeof FACTS

export const isFact = (id: string): id is FactId => Object.hasOwn(FACTS, id)
