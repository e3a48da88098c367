import type { Basis } from '#core/api/common.ts'
import type { Journal, ObservationRecord } from './journal.ts'

/** An observation that may stand, with its last verdict. */
export interface StandingObservation extends ObservationRecord {
  value: string
  verdict: 'verified' | 'returned' | 'revoked' | null
}

/** The rows no other row replaces; a replaced row never stands again, also when its replacement is withdrawn. */
export function standingObservations(journal: Journal): StandingObservation[] {
  const replaced = new Set(journal.observations.map(row => row.replaces))
  const verdicts = new Map(journal.verifications.map(row => [row.observation, row.verdict]))
  return journal.observations.flatMap(row =>
    row.value === null || replaced.has(row.id)
      ? []
      : [{ ...row, value: row.value, verdict: verdicts.get(row.id) ?? null }],
  )
}

/** Whether a standing row speaks on a basis: reported unless returned, verified only when verified. */
export const speaksOn = (basis: Basis, { verdict }: StandingObservation): boolean =>
  basis === 'verified' ? verdict === 'verified' : verdict !== 'returned'

/** The row that holds for a subject and indicator on a day: the latest day's, of one day's the last recorded. */
export function observationOn(
  standing: StandingObservation[],
  subject: number,
  indicator: string,
  basis: Basis,
  day: string,
) {
  let found: StandingObservation | undefined
  for (const row of standing) {
    if (row.subject !== subject || row.indicator !== indicator || row.effective_on > day || !speaksOn(basis, row))
      continue
    if (
      !found ||
      row.effective_on > found.effective_on ||
      (row.effective_on === found.effective_on && row.id > found.id)
    )
      found = row
  }
  return found
}
