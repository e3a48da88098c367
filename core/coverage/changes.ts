import type { Status } from './status-on.ts'

export interface Change {
  subject: number
  before: Status | undefined
  after: Status | undefined
}

/** The subjects whose value or cover differs between two days' statuses. */
export function changesBetween(before: Map<number, Status>, after: Map<number, Status>): Change[] {
  const changes: Change[] = []
  for (const [subject, now] of after) {
    const then = before.get(subject)
    if (then?.value !== now.value || then?.covered !== now.covered || then?.verified !== now.verified)
      changes.push({ subject, before: then, after: now })
  }
  for (const [subject, then] of before)
    if (!after.has(subject)) changes.push({ subject, before: then, after: undefined })
  return changes
}
