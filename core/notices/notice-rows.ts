import type { Closing } from '#core/api/closings.ts'
import type { Notice } from '#core/api/notices.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import { type Period, periodsOf } from './periods.ts'

/** What a period of a notice waits for next. */
export type NoticeNext = 'its_end' | 'closing' | 'sign_off' | 'opening' | 'nothing'

export interface NoticeRow {
  period: Period
  /** The closing that stands for the period; null before there is one. */
  closing: Closing | null
  /** The notices made of the period's figures, the latest first; one over a closing that was corrected since is among them. */
  notices: Notice[]
  next: NoticeNext
}

export interface NoticeKindRows {
  id: string
  zh: string
  rows: NoticeRow[]
}

const standing = ({ state }: Closing) => state !== 'dropped' && state !== 'superseded'

/** The kinds of notices the plan has a text for, each with its periods up to today and the one that runs. */
export function noticeRows(
  plan: PlanDocument,
  { closings, notices, today }: { closings: readonly Closing[]; notices: readonly Notice[]; today: string },
): NoticeKindRows[] {
  const [from, to] = [adopted(plan.starts_on), adopted(plan.ends_on)]
  const worded = new Set(plan.bulletins?.map(({ purpose }) => purpose))
  return plan.notices
    .filter(({ id }) => worded.has(id))
    .map(({ id, zh, every }) => {
      const own = closings.filter(({ purpose }) => purpose === id)
      const rows = periodsOf(every?.per, from, to)
        .filter(({ from_on }) => from_on <= today)
        .map(period => rowOf(period, own, notices, { today, needs_end: every !== undefined }))
      return { id, zh, rows: rows.toReversed() }
    })
}

function rowOf(
  period: Period,
  closings: readonly Closing[],
  notices: readonly Notice[],
  { today, needs_end }: { today: string; needs_end: boolean },
): NoticeRow {
  const within = closings.filter(({ as_of }) => as_of >= period.from_on && as_of <= period.to_on)
  const closing = within.filter(standing).sort((a, b) => b.id - a.id)[0] ?? null
  const ids = within.map(({ id }) => id)
  const made = notices.filter(notice => ids.includes(notice.closing)).sort((a, b) => b.id - a.id)
  const hangs = made.some(notice => notice.closing === closing?.id && notice.state !== 'withdrawn')
  return { period, closing, notices: made, next: nextOf(closing, hangs, needs_end && today <= period.to_on) }
}

function nextOf(closing: Closing | null, hangs: boolean, runs: boolean): NoticeNext {
  if (!closing) return runs ? 'its_end' : 'closing'
  if (closing.state !== 'signed') return 'sign_off'
  return hangs ? 'nothing' : 'opening'
}
