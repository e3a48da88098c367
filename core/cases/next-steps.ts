import type { Role } from '../accounts/permissions.ts'
import type { CaseState, CaseStepKind } from '../api/cases.ts'

/** What a case becomes by a step: 退回 gives it back to who fixes, 回头看 to whoever hands it out. */
const BECOMES: Readonly<Record<CaseStepKind, CaseState>> = {
  assigned: 'assigned',
  rectified: 'rectifying',
  applied: 'applied',
  verified: 'verified',
  returned: 'assigned',
  closed: 'closed',
  long_term: 'long_term',
  reopened: 'opened',
}

/** 交办 may be said again, to another or with another day; 长期坚持 is decided where 销号 is. */
const NEXT: Readonly<Record<CaseState, readonly CaseStepKind[]>> = {
  opened: ['assigned'],
  assigned: ['rectified', 'assigned'],
  rectifying: ['rectified', 'applied', 'assigned'],
  applied: ['verified', 'returned'],
  verified: ['closed', 'long_term', 'returned'],
  closed: ['reopened'],
  long_term: ['reopened'],
}

/** What whoever fixes may say; everything else is the office's. */
const OF_OWNERS: readonly CaseStepKind[] = ['rectified', 'applied']
/** What nobody says of what they fixed themselves. */
const OF_OTHERS: readonly CaseStepKind[] = ['verified', 'closed', 'long_term']
const NEEDS_REASON: readonly CaseStepKind[] = ['returned', 'reopened']

const OFFICE: readonly Role[] = ['local', 'office', 'system']
const OWNERS: readonly Role[] = ['town', 'community', 'unit']

/** The state after a step; of a case without steps `opened`. */
export const stateAfter = (last: CaseStepKind | undefined): CaseState => (last ? BECOMES[last] : 'opened')

/** The steps that may follow in a state, whoever takes them. */
export const stepsFrom = (state: CaseState): readonly CaseStepKind[] => NEXT[state]

const isOfRole = (kind: CaseStepKind, role: Role): boolean =>
  OFFICE.includes(role) || (OWNERS.includes(role) && OF_OWNERS.includes(kind))

/** Why somebody may not take a step: it is never their role's, not this state's, or not of what one fixed oneself; null: they may. */
export function refusalOf(
  state: CaseState,
  kind: CaseStepKind,
  role: Role,
  isFixer: boolean,
): 'not_allowed' | 'wrong_state' | 'same_person' | null {
  if (!isOfRole(kind, role)) return 'not_allowed'
  if (!NEXT[state].includes(kind)) return 'wrong_state'
  return isFixer && OF_OTHERS.includes(kind) ? 'same_person' : null
}

/**
 * What somebody may do next with a case, as far as the case itself says; whose it is, the database knows.
 * The same rule stands in migrations/0015-cases.sql (case_next), where it decides.
 * `isFixer`: rectified or applied since the case was last handed out or sent back.
 */
export const nextSteps = (state: CaseState, role: Role, isFixer: boolean): CaseStepKind[] =>
  NEXT[state].filter(kind => refusalOf(state, kind, role, isFixer) === null)

/** Whose turn it is; null where it waits for nobody. */
export const waitsFor = (state: CaseState): 'office' | 'owner' | null => {
  if (isDone(state)) return null
  return state === 'assigned' || state === 'rectifying' ? 'owner' : 'office'
}

/** Whether a role's people are those a case waits for. */
export const isTurnOf = (state: CaseState, role: Role): boolean =>
  (waitsFor(state) === 'office' ? OFFICE : waitsFor(state) === 'owner' ? OWNERS : []).includes(role)

export const needsReason = (kind: CaseStepKind): boolean => NEEDS_REASON.includes(kind)
/** Whether a case in this state waits for nobody any more. */
export const isDone = (state: CaseState): boolean => state === 'closed' || state === 'long_term'

/** Whether an account fixed anything since the case was last handed out or sent back. */
export function isFixerOf(steps: readonly { kind: CaseStepKind; account: string }[], account: string): boolean {
  const since = steps.findLastIndex(({ kind }) => kind === 'assigned' || kind === 'returned')
  return steps.slice(since + 1).some(step => step.account === account && OF_OWNERS.includes(step.kind))
}
