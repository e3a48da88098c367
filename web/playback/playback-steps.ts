import type { Day } from './usePlayback.ts'

/** A day worth stopping at: a phase begins, or a target falls due. */
export interface Stop {
  id: string
  day: Day
  kind: 'phase' | 'deadline'
}

/** The next stop after a day, or the last one before it; null at either end. */
export const neighbour = (stops: readonly Stop[], day: Day, direction: 1 | -1): Stop | null => {
  const sorted = [...stops].sort((a, b) => (a.day < b.day ? -1 : 1))
  const found = direction === 1 ? sorted.find(stop => stop.day > day) : sorted.findLast(stop => stop.day < day)
  return found ?? null
}

/** The first deadline whose day ends while the playhead moves from one place to another, in days from the start. */
export const crossed = (
  deadlines: readonly { id: string; at: number }[],
  before: number,
  after: number,
): { id: string; at: number } | null => {
  const passed = deadlines.filter(({ at }) => before < at && at <= after).sort((a, b) => a.at - b.at)
  return passed[0] ?? null
}
