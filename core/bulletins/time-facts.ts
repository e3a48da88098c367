import type { Meeting } from '#core/api/meetings.ts'
import type { OpenBook } from '#core/closings/open-book.ts'
import { NOTHING, zhDay, zhDayBeside, zhFullDay, zhMoment, zhMonth, zhQuarter, zhYear } from './chinese.ts'
import type { Figures } from './figures.ts'
import type { Said } from './headline-facts.ts'
import type { FactId } from './placeholders.ts'

const plain = (text: string): Said => ({ text, asked: text })

/** What plan, which meeting, from when to when, and the two times of the closing. */
export function timeFacts(
  { document, closing, previous, corrections }: OpenBook,
  meeting: Meeting | null,
  { as_of, since }: Figures,
): Partial<Record<FactId, Said>> {
  return {
    plan: plain(document.short_title),
    plan_title: plain(document.title),
    place: plain(document.place),
    meeting: plain(meeting?.document.title ?? closing.title),
    held_on: plain(meeting ? zhDayBeside(meeting.document.held_on, as_of) : NOTHING),
    held_at: plain(meeting?.document.place ?? NOTHING),
    year: plain(zhYear(as_of)),
    month: plain(zhMonth(as_of)),
    quarter: plain(zhQuarter(as_of)),
    from_on: plain(zhDayBeside(closing.from_on, as_of)),
    as_of: plain(zhDay(as_of)),
    as_of_full: plain(zhFullDay(as_of)),
    known_at: plain(closing.known_at ? zhMoment(closing.known_at) : NOTHING),
    before_on: plain(zhDayBeside(since, as_of)),
    previous_as_of: previous ? plain(zhDayBeside(previous.as_of, as_of)) : { text: NOTHING, asked: null },
    corrections: { text: String(corrections.length), asked: corrections.length },
  }
}
