import type { Sheet, SheetEntry, Sheets } from '#core/api/closing-sheets.ts'
import type { Closing } from '#core/api/closings.ts'
import { ApiError } from '#core/api/errors.ts'
import { type OpenBook, openBook } from '#core/closings/open-book.ts'
import { lastCheck, publicBasis, sheetRows, sheetSubjects, sheetTotals } from '#core/closings/sheet.ts'
import type { Trx } from '../db/database.ts'
import { planHeads } from '../plans/plans.queries.ts'
import { takenClosing } from './book.queries.ts'
import { bookAt } from './book-of.ts'
import { closingOf } from './closings.queries.ts'

/** A closing and its book; before its figures are taken, the book as everything is known now. */
async function bookToCheck(trx: Trx, plan: string, id: number): Promise<{ closing: Closing; book: OpenBook }> {
  const closing = await closingOf(trx, plan, id)
  const taken = (await takenClosing(trx, plan, id))!
  const [head] = await planHeads(trx, plan)
  const { seq: known_seq, recorded_at: known_at, geometry_revision } = head!
  const at = taken.known_seq === null ? { ...taken, known_seq, known_at, geometry_revision } : taken
  return { closing, book: openBook(await bookAt(trx, plan, at)) }
}

const askedOf = ({ closing, document }: OpenBook) => ({
  as_of: closing.as_of,
  known_at: closing.known_at!,
  known_seq: closing.known_seq!,
  basis: publicBasis(document),
})

function entries(closing: Closing, book: OpenBook): (SheetEntry & Pick<Sheet, 'rows'>)[] {
  const rowsOf = sheetRows(book)
  return sheetSubjects(book).map(each => {
    const rows = rowsOf(each.subject)
    const check = lastCheck(closing, each.subject)
    return {
      ...each,
      totals: sheetTotals(rows),
      state: check === null ? 'waiting' : check.kind === 'checked' ? 'checked' : 'objected',
      at: check?.at ?? null,
      account_name: check?.account_name ?? null,
      text: check?.text ?? null,
      rows,
    }
  })
}

/** Every sheet of a closing with what its town or unit said of it, the rows left out. */
export async function sheetsOf(trx: Trx, plan: string, id: number): Promise<Sheets> {
  const { closing, book } = await bookToCheck(trx, plan, id)
  return { ...askedOf(book), sheets: entries(closing, book).map(({ rows: _, ...entry }) => entry) }
}

/** The sheet of one town or unit, with the book it was taken from. */
export async function sheetOf(
  trx: Trx,
  plan: string,
  id: number,
  subject: number,
): Promise<{ sheet: Sheet; book: OpenBook }> {
  const { closing, book } = await bookToCheck(trx, plan, id)
  const found = entries(closing, book).find(each => each.subject === subject)
  if (!found) throw new ApiError('unknown_subject', `这次截数里没有编号为 ${subject} 的镇或单位。`)
  return { sheet: { ...askedOf(book), ...found }, book }
}
