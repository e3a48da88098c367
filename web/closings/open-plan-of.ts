import type { ClosingBook } from '#core/api/closings.ts'
import { openBook } from '#core/closings/open-book.ts'
import type { OpenPlan } from '../plans/plans.store.ts'

/** The wall's plan as a closing knew it: its today is the closing's day. `basemap` is the ground under the map, which no closing keeps. */
export function openPlanOf(book: ClosingBook, basemap: string | null = null): OpenPlan {
  const { closing, plan, document, divisions, organisations, measures, compounds, histories } = openBook(book)
  const { title, short_title, place } = document
  const { known_seq, known_at, as_of: today } = closing
  return {
    page: { ...plan, title, short_title, place, today, seq: known_seq!, known_at, basemap },
    document,
    divisions,
    organisations,
    measures,
    compounds,
    compounds_seq: known_seq!,
    histories,
    closing,
  }
}
