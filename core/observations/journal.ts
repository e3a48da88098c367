/** One observation as it was recorded; a null value withdraws what it replaces. */
export interface ObservationRecord {
  id: number
  seq: number
  subject: number
  indicator: string
  value: string | null
  organisation: number | null
  effective_on: string
  replaces: number | null
}

export interface VerificationRecord {
  id: number
  seq: number
  observation: number
  verdict: 'verified' | 'returned' | 'revoked'
}

/** Everything ever recorded of a plan, in the order it was recorded. */
export interface Journal {
  observations: ObservationRecord[]
  verifications: VerificationRecord[]
}

/** The journal as it was known after a write. */
export const knownAt = (journal: Journal, seq: number): Journal => ({
  observations: journal.observations.filter(row => row.seq <= seq),
  verifications: journal.verifications.filter(row => row.seq <= seq),
})
