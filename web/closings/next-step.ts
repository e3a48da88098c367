import type { Permission } from '#core/accounts/permissions.ts'
import type { Closing, ClosingStep } from '#core/api/closings.ts'

export type Step = 'confirm' | 'review' | 'sign'

/** Who looks at it, and what they may do. */
export interface Looker {
  id: string | null
  may: (permission: Permission) => boolean
}

export interface NextStep {
  step: Step
  /** Why this person cannot take it; a key of closings.blocked. */
  blocked: 'another_confirms' | 'another_signs' | 'office' | 'signer' | null
}

const stepOf = ({ steps }: Pick<Closing, 'steps'>, kind: ClosingStep['kind']): ClosingStep | null =>
  steps.findLast(step => step.kind === kind) ?? null

/** The one step a closing waits for, and whether this person may take it; null where it waits for none. */
export function nextStep(closing: Pick<Closing, 'state' | 'account' | 'steps'>, { id, may }: Looker): NextStep | null {
  switch (closing.state) {
    case 'proposed':
      if (!may('meetings')) return { step: 'confirm', blocked: 'office' }
      return { step: 'confirm', blocked: closing.account === id ? 'another_confirms' : null }
    case 'confirmed':
      return { step: 'review', blocked: may('meetings') ? null : 'office' }
    case 'reviewed':
      if (!may('sign')) return { step: 'sign', blocked: 'signer' }
      return { step: 'sign', blocked: stepOf(closing, 'reviewed')?.account === id ? 'another_signs' : null }
    default:
      return null
  }
}

export interface PathStep {
  kind: 'proposed' | 'confirmed' | 'checked' | 'reviewed' | 'signed'
  state: 'done' | 'now' | 'ahead'
  who: string | null
  at: string | null
}

/** Steps taken of a state; a closing that was superseded or dropped rests where it was. */
const TAKEN = { proposed: 1, confirmed: 2, reviewed: 4, signed: 5 } as const

/** The way of a closing: what was done by whom and when, what it waits for, what is ahead. Sheets are checked until it is reviewed. */
export function pathOf(closing: Closing): PathStep[] {
  const confirmed = stepOf(closing, 'confirmed')
  const last = closing.steps.findLast(
    ({ kind }) => kind === 'confirmed' || kind === 'reviewed' || kind === 'returned' || kind === 'signed',
  )
  const rests =
    last === undefined ? 'proposed' : last.kind === 'returned' ? 'confirmed' : (last.kind as keyof typeof TAKEN)
  const taken = TAKEN[rests]
  const goes_on = closing.state !== 'superseded' && closing.state !== 'dropped'
  const said = (kind: 'reviewed' | 'signed') => (taken >= TAKEN[kind] ? stepOf(closing, kind) : null)
  const of = (step: ClosingStep | null) => ({ who: step?.account_name ?? null, at: step?.at ?? null })
  const steps: Omit<PathStep, 'state'>[] = [
    { kind: 'proposed', who: closing.account_name, at: closing.proposed_at },
    { kind: 'confirmed', ...of(confirmed) },
    { kind: 'checked', who: null, at: null },
    { kind: 'reviewed', ...of(said('reviewed')) },
    { kind: 'signed', ...of(said('signed')) },
  ]
  return steps.map((step, at) => ({ ...step, state: at < taken ? 'done' : at === taken && goes_on ? 'now' : 'ahead' }))
}

const RESTING: readonly Closing['state'][] = ['superseded', 'dropped']

/** The closing a person means who names none: the latest day's that still goes on or stands. */
export const currentClosing = <T extends Pick<Closing, 'state'>>(closings: readonly T[]): T | null =>
  closings.find(({ state }) => !RESTING.includes(state)) ?? null

/** Whether figures that were taken can be taken anew, naming this closing and why. */
export const canSupersede = ({ state }: Pick<Closing, 'state'>): boolean =>
  state === 'confirmed' || state === 'reviewed' || state === 'signed'

/** The closing whose sheet one of these towns or units has not answered yet; null where none waits. */
export const dueFor = (closings: readonly Closing[], own: readonly number[]): Closing | null =>
  closings.find(
    ({ state, steps }) =>
      (state === 'proposed' || state === 'confirmed') &&
      own.some(subject => !steps.some(step => step.subject === subject)),
  ) ?? null
