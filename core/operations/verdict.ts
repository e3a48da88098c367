import type { Condition, Operations } from '../api/operations.ts'

/** A daily backup is late after this long: a day, and two hours in which it may be made. */
const LATE_MS = 26 * 3_600_000

export type BackupState = 'fresh' | 'late' | 'none'

/** Whether the newest backup is young enough at a moment. */
export const backupState = ({ backups: [newest] }: Pick<Operations, 'backups'>, now: string): BackupState => {
  if (!newest) return 'none'
  return isLate(newest.made_at, now) ? 'late' : 'fresh'
}

export interface Verdict {
  /** `unknown` where nobody examined yet and nothing else is wrong. */
  condition: Condition | 'unknown'
  /** How many things endanger figures or papers, and how many somebody should look at. */
  ill: number
  poorly: number
  /** Whether it was examined so long ago that nobody can say how it is now. */
  is_past: boolean
}

type Known = Pick<Operations, 'examination' | 'backups' | 'failures'>

/** How the server is, all in all: what the doctor found, whether there is a fresh backup, and what failed since. */
export function verdictOf(known: Known, now: string): Verdict {
  const { examination, failures } = known
  const findings = examination?.findings ?? []
  const count = (condition: Condition) => findings.filter(each => each.condition === condition).length
  const ill = count('ill')
  const poorly = count('poorly') + ofBackups(known, now) + (failures.some(({ kind }) => kind === 'examination') ? 1 : 0)
  const is_past = examination !== null && isLate(examination.at, now)
  if (ill > 0) return { condition: 'ill', ill, poorly, is_past }
  if (poorly > 0) return { condition: 'poorly', ill, poorly, is_past }
  return { condition: examination ? 'well' : 'unknown', ill, poorly, is_past }
}

/** Backups are one thing to look at, however much is wrong with them, and none where the doctor has said so. */
function ofBackups({ examination, failures, ...known }: Known, now: string): 0 | 1 {
  const isSaid = examination?.findings.some(
    ({ check, condition }) => check.startsWith('backup') && condition !== 'well',
  )
  if (isSaid) return 0
  return backupState(known, now) !== 'fresh' || failures.some(({ kind }) => kind === 'backup') ? 1 : 0
}

const isLate = (moment: string, now: string) => Date.parse(now) - Date.parse(moment) > LATE_MS
