import type { Condition, Examination, Finding, Operations } from '../api/operations.ts'

/** A daily backup is late after this long: a day, and two hours in which it may be made. */
const LATE_MS = 26 * 3_600_000

export type BackupState = 'fresh' | 'late' | 'none'

/** Whether the newest backup is young enough at a moment. */
export const backupState = ({ backups: [newest] }: Pick<Operations, 'backups'>, now: string): BackupState => {
  if (!newest) return 'none'
  return isLate(newest.made_at, now) ? 'late' : 'fresh'
}

/** What is to be looked at beside what the doctor found. */
export type Concern = 'backup_none' | 'backup_late' | 'backup_failed' | 'examination_failed'

export interface Verdict {
  /** `unknown` where nobody examined yet. */
  condition: Condition | 'unknown'
  /** How many things endanger figures or papers, and how many somebody should look at. */
  ill: number
  poorly: number
  /** Whether it was examined so long ago that nobody can say how it is now. */
  is_past: boolean
  concerns: Concern[]
}

/** Asked of the newest backup then; the list of backups tells how it is now. */
const TOLD_LIVE = 'backup_recent'

/** What the doctor found and still holds. */
export const findingsOf = (examination: Examination | null): Finding[] =>
  examination?.findings.filter(({ check }) => check !== TOLD_LIVE) ?? []

type Known = Pick<Operations, 'examination' | 'backups' | 'failures'>

/** How the server is, all in all: what the doctor found, whether there is a fresh backup, and what failed since. */
export function verdictOf(known: Known, now: string): Verdict {
  const { examination } = known
  const findings = findingsOf(examination)
  const count = (which: Condition) => findings.filter(({ condition }) => condition === which).length
  const concerns = concernsOf(known, now)
  const ill = count('ill')
  const poorly = count('poorly') + concerns.length
  const is_past = examination !== null && isLate(examination.at, now)
  const worst = ill > 0 ? 'ill' : poorly > 0 ? 'poorly' : 'well'
  return { condition: examination ? worst : 'unknown', ill, poorly, is_past, concerns }
}

/** Backups are one thing to look at, however much is wrong with them. */
function concernsOf({ failures, ...known }: Known, now: string): Concern[] {
  const hasFailed = (kind: 'backup' | 'examination') => failures.some(failure => failure.kind === kind)
  const state = backupState(known, now)
  const concerns: Concern[] = []
  if (hasFailed('backup')) concerns.push('backup_failed')
  else if (state !== 'fresh') concerns.push(`backup_${state}`)
  if (hasFailed('examination')) concerns.push('examination_failed')
  return concerns
}

const isLate = (moment: string, now: string) => Date.parse(now) - Date.parse(moment) > LATE_MS
