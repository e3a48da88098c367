import type { OpenBook } from '#core/closings/open-book.ts'
import { statusOn } from '#core/coverage/status-on.ts'
import { needed } from '#core/coverage/target-verdict.ts'
import { adopted } from '#core/plan/printed.ts'
import { type Board, type BoardRow, boardOf } from '#core/ranking/board.ts'
import { averagePoints } from '#core/scoring/points.ts'
import { askedOf, type Figures } from './figures.ts'

/** One row of a list or a ranking table, whatever is ranked. */
export interface Row extends Omit<BoardRow, 'rate' | 'reasons_of'> {
  /** 1 is the last place; who shares a place shares this, too. */
  from_last: number | null
  /** To what the next target asks of the whole, by the same percent. */
  short: number
}

/** The rows of a level, of the responsible units, of the compounds, or of the plan's measures. */
export function rowsOf(book: OpenBook, figures: Figures, of: string): Row[] {
  if (of === 'measure') return measureRows(book)
  const percent = figures.progress?.target?.percent ?? null
  const { rows } = boardFor(book, figures, of)
  const ranked = rows.flatMap(({ rank }) => (rank === null ? [] : [rank]))
  return rows.map(row => ({
    ...row,
    from_last: row.rank === null ? null : ranked.filter(rank => rank > row.rank!).length + 1,
    short: percent === null ? 0 : Math.max(0, needed(percent, row.total) - row.covered),
  }))
}

/** The ranking as the meeting shows it, since the closing's own day of comparison. */
export const boardFor = (book: OpenBook, { as_of, since }: Pick<Figures, 'as_of' | 'since'>, of: string): Board =>
  boardOf(book, { of, as_of, since })

const UNRANKED = {
  rank: null,
  rank_before: null,
  from_last: null,
  gained: 0,
  points: null,
  regressed: 0,
  finished: false,
  reasons: [],
}

/** Measures in the order of the plan's table; `short` where the day of one has passed and it is not done. */
function measureRows(book: OpenBook): Row[] {
  const { document, closing } = book
  const { indicator, basis } = askedOf(book)
  const history = book.histories.get(indicator)
  const status = history ? statusOn(document, history, indicator, basis, closing.as_of) : null
  const measures = new Map(document.measures.map(measure => [measure.id, measure]))
  return book.measures
    .map(({ id, code, name }) => ({ id, name, measure: measures.get(code) }))
    .sort((a, b) => (a.measure?.n ?? Infinity) - (b.measure?.n ?? Infinity) || a.id - b.id)
    .map(({ id, name, measure }) => {
      const covered = status?.get(id)?.covered ? 1 : 0
      const due = measure && adopted(measure.to) <= closing.as_of ? 1 : 0
      return { ...UNRANKED, id, name, total: 1, covered, due, done: due * covered, short: due * (1 - covered) }
    })
}

/** The average of the scored, to one decimal. */
export const averageOf = (rows: readonly Row[]): string | null =>
  averagePoints(rows.flatMap(({ id, points }) => (points === null ? [] : [{ subject: id, points, rank: 0 }])))
