import type { Draft } from '#core/api/areas.ts'

/** A draft as the server gives it, with what a test says otherwise. */
export const draftOf = (more: Partial<Draft> = {}): Draft => ({
  id: 1,
  kind: 'management_area',
  name: '东关片',
  town: 1,
  community: null,
  shape: null,
  picks: [],
  ground: null,
  ground_note: null,
  shared_facilities: null,
  files: [],
  area: null,
  based_on: null,
  version: 1,
  state: 'drawing',
  account: 'wang',
  account_name: '王某',
  saved_by: 'wang',
  saved_by_name: '王某',
  saved_at: '2024-10-18T02:00:00.000Z',
  steps: [],
  ...more,
})
