import type { Sheet, SheetEntry, Sheets } from '#core/api/closing-sheets.ts'
import type { Closing } from '#core/api/closings.ts'
import { ApiError } from '#core/api/errors.ts'
import { lastCheck, publicBasis, sheetRows, sheetSubjects, sheetTotals } from '#core/closings/sheet.ts'
import { readTimeline } from '#core/coverage/history.ts'
import { ledgerRows } from '../compounds/compounds.queries.ts'
import { shownIndicator } from '../compounds/shown-indicator.ts'
import { timelineOf } from '../coverage/progress-of.ts'
import type { Trx } from '../db/database.ts'
import { divisionsOf, namedOf } from '../divisions/divisions.queries.ts'
import { planOf } from '../plans/plan-of.ts'
import { closingOf } from './closings.queries.ts'

/** What sheets are worked out of: of the closing's two times, or before its figures are taken as everything is known now. */
export type SheetBook = Parameters<typeof sheetRows>[0] & { known_at: string; known_seq: number }

async function bookToCheck(trx: Trx, plan: string, id: number): Promise<{ closing: Closing; book: SheetBook }> {
  const closing = await closingOf(trx, plan, id)
  const { as_of, known_at } = closing
  const state = await planOf(trx, plan, { as_of, ...(known_at !== null && { known_at }) })
  const { document, known } = state
  const { indicator } = document.headline
  const book = {
    closing,
    document,
    divisions: await divisionsOf(trx, plan, as_of, known),
    organisations: await namedOf(trx, plan, 'organisation', as_of, known),
    compounds: await ledgerRows(trx, { plan, as_of, basis: 'reported', known, shown: shownIndicator(document) }),
    histories: new Map([[indicator, readTimeline(await timelineOf(trx, state, indicator, null))]]),
    known_at: state.known_at,
    known_seq: known ?? state.head.seq,
  }
  return { closing, book }
}

const askedOf = ({ closing, document, known_at, known_seq }: SheetBook) => ({
  ...{ as_of: closing.as_of, known_at, known_seq },
  basis: publicBasis(document),
})

function entries(closing: Closing, book: SheetBook): (SheetEntry & Pick<Sheet, 'rows'>)[] {
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
): Promise<{ sheet: Sheet; book: SheetBook }> {
  const { closing, book } = await bookToCheck(trx, plan, id)
  const found = entries(closing, book).find(each => each.subject === subject)
  if (!found) throw new ApiError('unknown_subject', `这次截数里没有编号为 ${subject} 的镇或单位。`)
  return { sheet: { ...askedOf(book), ...found }, book }
}
