import { writeXlsx } from 'hucre'
import type { Facts } from '#core/bulletins/facts.ts'
import { rankedLevel } from '#core/bulletins/headline-facts.ts'
import type { FactTable } from '#core/bulletins/tables.ts'
import type { OpenBook } from '#core/closings/open-book.ts'
import { ranksUnits } from '#core/ranking/rules.ts'
import { sheetNames } from '../../exports/spreadsheet.ts'
import { type FileJob, sealLineOf } from '../printed.ts'
import { type Sheet, writeSheet } from './cells.ts'
import { ledgerSheet } from './ledger.ts'
import { rankingSheet, totalsSheet } from './standing.ts'

const plainSheet = (name: string, { title, head, rows, note }: FactTable): Sheet => ({
  name,
  title,
  head,
  rows: rows.length > 0 ? rows : [['无']],
  ...(note && { below: [note] }),
})

/** What the plan ranks and a bulletin may show. */
const ranked = (book: OpenBook, { context }: FileJob): string[] =>
  (book.document.ranking?.of ?? []).filter(of => {
    if (of === 'organisation') return ranksUnits(book.document, context.meeting)
    return of === 'compound' || book.divisions.some(({ level }) => level === of)
  })

/** The tables of a bulletin as a workbook whose figures are formulas over its own ledger. */
export async function sheetsOf(book: OpenBook, { tables }: Facts, job: FileJob): Promise<Buffer> {
  const ledger = ledgerSheet(book)
  const draft = job.issued === null ? ['征求意见稿'] : []
  const sheets = [
    totalsSheet(book, ledger, rankedLevel(book.document), [sealLineOf(book.closing), ...draft]),
    ...ranked(book, job).map(of => rankingSheet(book, ledger, of)),
    ledger.sheet,
    plainSheet('变动', tables.moves!),
    plainSheet('更正', tables.corrections!),
  ]
  const names = sheetNames(sheets.map(({ name }) => name))
  return Buffer.from(await writeXlsx({ sheets: sheets.map((sheet, i) => writeSheet({ ...sheet, name: names[i]! })) }))
}
