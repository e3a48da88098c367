import type { OpenBook } from '#core/closings/open-book.ts'
import { allHold } from '#core/plan/condition.ts'
import type { BulletinList } from '#core/plan/plan-document.ts'
import { NOTHING, zhNumber, zhPercent } from './chinese.ts'
import type { Figures } from './figures.ts'
import { piecesOf, ROW_PLACEHOLDERS } from './placeholders.ts'
import { type Row, rowsOf } from './rows.ts'

type RowId = (typeof ROW_PLACEHOLDERS)[keyof typeof ROW_PLACEHOLDERS]

/** A row's own numbers, by the ids conditions ask. */
const numbersOf = (row: Row): Record<RowId, string | null> => {
  const text = (n: number | null) => (n === null ? null : String(n))
  return {
    name: row.name,
    rank: text(row.rank),
    from_last: text(row.from_last),
    total: text(row.total),
    covered: text(row.covered),
    rate: row.total === 0 ? null : text((row.covered * 100) / row.total),
    gained: text(row.gained),
    regressed: text(row.regressed),
    short: text(row.short),
    points: text(row.points),
  }
}

const saidOf = (row: Row, says: string): string =>
  piecesOf(says)
    .map(({ text, name }) => {
      if (name === null) return text
      const id = ROW_PLACEHOLDERS[name as keyof typeof ROW_PLACEHOLDERS]
      if (id === 'rate') return zhPercent(row.covered, row.total)
      if (id === 'points') return row.points === null ? NOTHING : zhNumber(row.points)
      return numbersOf(row)[id] ?? NOTHING
    })
    .join('')

/** The rows of a plan's list on the closing's day, and how each is said. */
export function listOf(book: OpenBook, figures: Figures, { of, when, says, at_most }: BulletinList): string[] {
  return rowsOf(book, figures, of)
    .filter(row => !row.finished && allHold(when, numbersOf(row)) === 'holds')
    .slice(0, at_most)
    .map(row => saidOf(row, says))
}
