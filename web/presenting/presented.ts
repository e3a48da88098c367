import type { Case } from '#core/api/cases.ts'
import type { Meeting } from '#core/api/meetings.ts'
import { askedIndicators } from '#core/closings/asked-indicators.ts'
import { type OpenBook, openBook } from '#core/closings/open-book.ts'
import { readTimeline } from '#core/coverage/history.ts'
import { adopted } from '#core/plan/printed.ts'
import { RequestFailed } from '../api/client.ts'
import { askBook, askLedger, askMeeting, askMeetings, askPlaces, askPlan, askTimeline } from '../api/questions.ts'
import { openPlanOf } from '../closings/open-plan-of.ts'
import type { OpenPlan } from '../plans/plans.store.ts'
import { askCases } from './questions.ts'

/** Everything a meeting shows, had before its first scene. */
export interface Presented {
  meeting: Meeting
  /** All meetings of the plan, to know the one before. */
  meetings: readonly Meeting[]
  book: OpenBook
  open: OpenPlan
  /** The day of the meeting, or today where that is later: what is late by then is late. */
  today: string
  /** Null where whoever looks may not see them. */
  cases: readonly Case[] | null
  /** Figures of today, to rehearse with: none have been closed yet. */
  isPreview: boolean
}

/** Parts of the data, each told when it has come. */
export const DATA_PARTS = 3

export async function askPresented(plan: string, id: number, told: () => void): Promise<Presented> {
  const [meeting, meetings, page] = await Promise.all([askMeeting(plan, id), askMeetings(plan), askPlan(plan)])
  told()
  const { document: _, ...ground } = page
  const { book, open } = meeting.closing
    ? await closed(plan, meeting.closing, ground.basemap)
    : await asItStands(plan, meeting)
  told()
  const today = [meeting.document.held_on, page.today].sort().at(-1)!
  const cases = await askCases(plan, today).catch(unlessRefused)
  told()
  return { meeting, meetings, book, open, today, cases, isPreview: meeting.closing === null }
}

async function closed(plan: string, closing: number, basemap: string | null) {
  const book = await askBook(plan, closing)
  return { book: openBook(book), open: openPlanOf(book, basemap) }
}

/** The plan as it stands now, in the form of a book. */
async function asItStands(plan: string, { id, document: { title } }: Meeting) {
  const [{ document, ...page }, places, ledger] = await Promise.all([askPlan(plan), askPlaces(plan), askLedger(plan)])
  const asked = askedIndicators(document)
  const timelines = await Promise.all(asked.map(indicator => askTimeline(plan, indicator)))
  const histories = new Map(asked.map((indicator, i) => [indicator, readTimeline(timelines[i]!)]))
  const ends = adopted(document.ends_on)
  const as_of = page.today < ends ? page.today : ends
  const { compounds, seq } = ledger
  const open: OpenPlan = {
    page: { ...page, today: as_of },
    document,
    ...places,
    compounds,
    compounds_seq: seq,
    histories,
  }
  const closing = {
    title,
    as_of,
    from_on: `${as_of.slice(0, 8)}01`,
    known_seq: null,
    known_at: page.known_at,
    seal: null,
  }
  const book: OpenBook = {
    closing: { ...closing, id: 0, purpose: 'meeting', meeting: id },
    plan: page,
    document,
    ...places,
    measures: places.measures.map(measure => ({ ...measure, owner: null, due_on: null })),
    compounds,
    histories,
    previous: null,
    corrections: [],
  }
  return { book, open }
}

const unlessRefused = (error: unknown): null => {
  if (error instanceof RequestFailed && (error.code === 'not_allowed' || error.code === 'not_signed_in')) return null
  throw error
}
