import type { Case } from '#core/api/cases.ts'
import type { Meeting } from '#core/api/meetings.ts'
import type { OpenBook } from '#core/closings/open-book.ts'
import { indicatorOf } from '#core/plan/meets.ts'
import { caseFacts } from './case-facts.ts'
import { zhList } from './chinese.ts'
import { type Figures, figuresOfBook } from './figures.ts'
import { headlineFacts, type Said } from './headline-facts.ts'
import { listOf } from './lists.ts'
import { type FactId, PLACEHOLDERS } from './placeholders.ts'
import { averageOf, rowsOf } from './rows.ts'
import { type FactTable, tablesOf } from './tables.ts'
import { timeFacts } from './time-facts.ts'

/** What stands beside a book: the meeting as it was prepared, and the problems and commitments. */
export interface FactContext {
  meeting: Meeting | null
  cases: Case[]
}

export interface Facts {
  /** By placeholder, as it is printed. */
  values: Record<string, string>
  /** By id, as conditions ask it; nothing where there is nothing to ask. */
  numbers: Record<string, string>
  tables: Record<string, FactTable>
}

/** Every value a text or a table may name, worked out of a book by the wall's own questions. */
export function factsOf(book: OpenBook, context: FactContext): Facts {
  const figures = figuresOfBook(book)
  const said: Partial<Record<FactId, Said>> = {
    ...timeFacts(book, context.meeting, figures),
    ...headlineFacts(book, figures),
    ...scoreFacts(book, figures),
    ...caseFacts(context.cases),
  }
  const lists = (book.document.bulletin_lists ?? []).map(list => ({ list, names: listOf(book, figures, list) }))
  const known = Object.entries(PLACEHOLDERS).flatMap(([zh, id]) => (said[id] ? [{ zh, id, ...said[id] }] : []))
  return {
    values: Object.fromEntries([
      ...known.map(({ zh, text }) => [zh, text] as const),
      ...lists.map(({ list, names }) => [list.zh, zhList(names)] as const),
    ]),
    numbers: Object.fromEntries([
      ...known.flatMap(({ id, asked }) => (asked === null ? [] : [[id, String(asked)] as const])),
      ...lists.map(({ list, names }) => [list.id, String(names.length)] as const),
    ]),
    tables: tablesOf(book, figures, context),
  }
}

/** Where the headline is a score: the average, the best, the worst. */
function scoreFacts(book: OpenBook, figures: Figures): Partial<Record<FactId, Said>> {
  if (indicatorOf(book.document, book.document.headline.indicator)?.type !== 'number') return {}
  const rows = rowsOf(book, figures, 'compound').filter(({ points }) => points !== null)
  const average = averageOf(rows)
  if (average === null) return {}
  const points = rows.map(row => row.points!)
  const [best, worst] = [Math.max(...points), Math.min(...points)]
  return {
    average: { text: average, asked: Number(average) },
    best: { text: String(best), asked: best },
    worst: { text: String(worst), asked: worst },
  }
}
