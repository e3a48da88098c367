import { may, type Who } from '#core/accounts/permissions.ts'
import { CASE_STATES } from '#core/api/cases.ts'
import type { Inbox } from '#core/api/inbox.ts'
import { isTurnOf } from '#core/cases/next-steps.ts'
import { TERM_WARNING_DAYS } from '#core/contacts/term.ts'
import type { Db } from '../db/database.ts'
import type { PlanHead } from '../plans/plans.queries.ts'
import { casesFor, conflicts, draftsIn, endingTerms, returnedReports, waitingReports } from './inbox.queries.ts'

const NONE = { rows: [], count: 0 }

/** What waits for one account in a plan, by what its role may do; the account is set on the transaction. */
export const inboxOf = async (db: Db, { id: plan, seq, today }: PlanHead, { role }: Who): Promise<Inbox> => {
  const verifies = may(role, 'verify')
  const reports = may(role, 'report')
  const states = [
    ...(may(role, 'review_areas') ? ['submitted', 'notice'] : []),
    ...(may(role, 'draw') ? ['returned'] : []),
  ]
  const waiting = verifies ? await waitingReports(db, plan, today) : NONE
  const returned = reports ? await returnedReports(db, plan, today) : NONE
  const drafts = states.length > 0 ? await draftsIn(db, plan, states, today) : NONE
  const disagreeing = reports ? await conflicts(db, plan, today) : NONE
  const terms = await endingTerms(db, plan, today, TERM_WARNING_DAYS)
  const turns = CASE_STATES.filter(state => isTurnOf(state, role))
  const cases = turns.length > 0 ? await casesFor(db, plan, turns, today) : NONE
  return {
    seq,
    today,
    waiting: waiting.rows,
    returned: returned.rows,
    drafts: drafts.rows,
    conflicts: disagreeing.rows,
    terms: terms.rows,
    cases: cases.rows,
    counts: {
      waiting: waiting.count,
      returned: returned.count,
      drafts: drafts.count,
      conflicts: disagreeing.count,
      terms: terms.count,
      cases: cases.count,
    },
  }
}
