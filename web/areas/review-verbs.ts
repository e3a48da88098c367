import type { Permission } from '#core/accounts/permissions.ts'
import type { DraftState } from '#core/api/areas.ts'
import type { DraftVerb } from './areas-api.ts'

export interface ReviewVerb {
  id: DraftVerb
  may: Permission
  /** What most often comes next. */
  primary?: boolean
}

const COMMENT: ReviewVerb = { id: 'comment', may: 'review_areas' }
const RETURN: ReviewVerb = { id: 'return', may: 'review_areas' }

/** What can be done with a draft in each of its states, the usual next thing first. */
export const VERBS_OF: Record<DraftState, readonly ReviewVerb[]> = {
  drawing: [],
  submitted: [
    { id: 'notice', may: 'review_areas', primary: true },
    { id: 'publish', may: 'review_areas' },
    RETURN,
    COMMENT,
    { id: 'withdraw', may: 'draw' },
  ],
  returned: [COMMENT],
  notice: [
    { id: 'publish', may: 'review_areas', primary: true },
    { id: 'objection', may: 'review_areas' },
    COMMENT,
    RETURN,
  ],
  published: [],
  discarded: [],
}
