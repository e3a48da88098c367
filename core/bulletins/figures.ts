import { MEETING_PURPOSE } from '#core/api/closings.ts'
import type { Basis, CountedBy } from '#core/api/common.ts'
import type { Progress } from '#core/api/progress.ts'
import { addDays, previousMonthEnd } from '#core/calendar/days.ts'
import type { OpenBook } from '#core/closings/open-book.ts'
import { figuresOf } from '#core/coverage/figures.ts'
import { progressOn } from '#core/coverage/progress.ts'
import { coversOf } from '#core/coverage/tally.ts'
import { adopted } from '#core/plan/printed.ts'

/** What a plan's public figures are asked of: its headline, on the basis and by the count it ranks by. */
export const askedOf = ({
  document,
}: Pick<OpenBook, 'document'>): { indicator: string; basis: Basis; counted_by: CountedBy } => ({
  indicator: document.headline.indicator,
  basis: document.ranking?.basis ?? 'reported',
  counted_by: adopted(document.counted_by),
})

/** The day a closing's period is compared with: a meeting's the end of the month before, else the day before it begins. */
export const sinceOf = ({ closing }: Pick<OpenBook, 'closing'>): string =>
  closing.purpose === MEETING_PURPOSE ? previousMonthEnd(closing.as_of) : addDays(closing.from_on, -1)

export interface Figures {
  as_of: string
  since: string
  progress: Progress | null
  before: Progress | null
  /** Between the two days, of the baseline: how many came to be covered, how many ceased to be. */
  newly: number
  regressed: number
}

/** The wall's own answers for the headline on a closing's two days; null where nothing is known of it. */
export function figuresOfBook(book: OpenBook): Figures {
  const { document, divisions } = book
  const { as_of } = book.closing
  const since = sinceOf(book)
  const asked = { ...askedOf(book), scope: null }
  const history = book.histories.get(asked.indicator)
  if (!history) return { as_of, since, progress: null, before: null, newly: 0, regressed: 0 }
  const covers = coversOf(document, asked.indicator)
  const { moves } = figuresOf(document, history, asked.indicator, asked.basis, [as_of, since])
  const counted = (isMoved: (before: boolean, now: boolean) => boolean) =>
    moves.reduce((sum, move) => sum + (isMoved(covers(move.before), covers(move.now)) ? move.count : 0), 0)
  return {
    as_of,
    since,
    progress: progressOn(document, history, { ...asked, as_of }, { divisions }),
    before: progressOn(document, history, { ...asked, as_of: since }, { divisions }),
    newly: counted((before, now) => !before && now),
    regressed: counted((before, now) => before && !now),
  }
}
