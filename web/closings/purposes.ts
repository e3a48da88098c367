import { MEETING_PURPOSE, type ProposeClosing } from '#core/api/closings.ts'
import type { Meeting } from '#core/api/meetings.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'

/** What figures can be taken for, and the day it would speak of; `zh` null: a meeting nobody has prepared. */
export interface Purpose extends Pick<ProposeClosing, 'purpose' | 'meeting'> {
  key: string
  zh: string | null
  as_of: string | null
}

/** The meetings whose figures are not taken, the latest whose day has come first; the one of no calendar, and the notices the plan publishes by a period. */
export function purposesOf(
  { notices }: Pick<PlanDocument, 'notices'>,
  meetings: readonly Meeting[],
  today: string,
): Purpose[] {
  const isAhead = ({ document }: Meeting) => Number(document.as_of > today)
  const open = meetings
    .filter(({ state, closing }) => state === 'preparing' && closing === null)
    .toSorted((a, b) => isAhead(a) - isAhead(b) || b.document.as_of.localeCompare(a.document.as_of))
  return [
    ...open.map(({ id, document }) => ({
      key: `meeting-${id}`,
      purpose: MEETING_PURPOSE,
      meeting: id,
      zh: document.title,
      as_of: document.as_of,
    })),
    { key: MEETING_PURPOSE, purpose: MEETING_PURPOSE, zh: null, as_of: null },
    ...notices.filter(({ every }) => every).map(({ id, zh }) => ({ key: id, purpose: id, zh, as_of: null })),
  ]
}
