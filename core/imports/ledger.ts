import type { Fault } from '../api/errors.ts'
import { type Cell, cellText } from './cells.ts'
import { type Column, headerWords, ledgerFields, readHeaders, type SaidColumns } from './headers.ts'
import { type LedgerReader, type LedgerRow, readRow } from './ledger-row.ts'
import { refusal } from './sentences.ts'
import { layoutOf, type SheetLayout } from './sheet-layout.ts'

/** A sheet as its reader hands it over; row 1 of the sheet is rows[0], merged cells repeated. */
export interface LedgerSheet {
  name: string
  rows: Cell[][]
  faults?: Fault[]
}

export interface Ledger {
  rows: LedgerRow[]
  faults: Fault[]
  /** Headers nothing is known of, by sheet; their columns are not imported. */
  ignored: { sheet: string; headers: string[] }[]
  /** Every sheet as it was understood, those passed over, too. */
  layout: SheetLayout[]
}

/** What a clerk said of a ledger: which sheets are it, and what its columns mean. */
export interface LedgerSaid {
  sheets?: readonly string[]
  columns?: SaidColumns
}

const HEADER_WITHIN = 10
const TOTALS = new Set(['合计', '总计', '小计', '共计'])

const headerOf = (words: Map<string, string>, sheet: LedgerSheet, said: SaidColumns | undefined) => {
  let best: { at: number; columns: Column[]; unknown: string[] } | null = null
  for (const [at, cells] of sheet.rows.slice(0, HEADER_WITHIN).entries()) {
    const found = readHeaders(words, cells, said)
    if (found.columns.length > (best?.columns.length ?? 1)) best = { at, ...found }
  }
  const fields = new Set(best?.columns.map(({ field }) => field))
  const identified = fields.has('code') || [...fields].some(field => field.startsWith('level:'))
  return fields.has('name') && identified ? best : null
}

const twice = (sheet: LedgerSheet, row: number, columns: Column[]): Fault[] =>
  columns
    .filter((column, i) => columns.findIndex(({ field }) => field === column.field) < i)
    .map(({ header }) => refusal('column_twice', { sheet: sheet.name, row, column: header }))

const isTotal = (cells: Cell[]) => TOTALS.has(cellText(cells.find(cell => cellText(cell)) ?? null).replace(/\s/g, ''))

const readSheet = (reader: LedgerReader, words: Map<string, string>, sheet: LedgerSheet, said?: SaidColumns) => {
  const header = headerOf(words, sheet, said)
  if (!header) return null
  const faults = [...twice(sheet, header.at + 1, header.columns), ...(sheet.faults ?? [])]
  const rows: LedgerRow[] = []
  for (const [i, cells] of sheet.rows.entries()) {
    const filled = header.columns.some(({ at }) => cellText(cells[at] ?? null))
    if (i <= header.at || !filled || isTotal(cells)) continue
    const read = readRow(reader, { sheet: sheet.name, row: i + 1 }, header.columns, cells)
    rows.push(read.row)
    faults.push(...read.faults)
  }
  return { rows, faults, header, ignored: { sheet: sheet.name, headers: header.unknown } }
}

/** Rows for one code beyond the first; names are judged where their communities are known. */
const repeated = (rows: LedgerRow[]): Fault[] => {
  const seen = new Map<string, LedgerRow>()
  return rows.flatMap(row => {
    if (!row.code) return []
    const first = seen.get(row.code)
    if (!first) {
      seen.set(row.code, row)
      return []
    }
    const where = { sheet: row.sheet, row: row.row, column: row.headers.code, value: row.code }
    return [refusal('code_twice', where, `（另见第 ${first.row} 行）`)]
  })
}

/** Reads the sheets of a ledger in the words of a plan: every row, and every fault with its place. */
export const readLedger = (reader: LedgerReader, sheets: LedgerSheet[], said: LedgerSaid = {}): Ledger => {
  const words = headerWords(reader.plan)
  const found = sheets.map(sheet => {
    const wanted = !said.sheets || said.sheets.includes(sheet.name)
    return wanted ? readSheet(reader, words, sheet, said.columns) : null
  })
  const read = found.filter(sheet => sheet !== null)
  const rows = read.flatMap(sheet => sheet.rows)
  const known = new Set(['', ...ledgerFields(reader.plan).map(({ field }) => field)])
  const strange = Object.entries(said.columns ?? {}).filter(([, field]) => !known.has(field))
  const faults = [
    ...strange.map(([column, value]) => refusal('column_field_unknown', { column, value })),
    ...read.flatMap(sheet => sheet.faults),
    ...repeated(rows),
  ]
  const anything = sheets.some(sheet => sheet.rows.some(cells => cells.some(cell => cellText(cell))))
  if (!read.length) faults.push(refusal(anything ? 'ledger_header_missing' : 'ledger_empty'))
  else if (!rows.length) faults.push(refusal('ledger_empty'))
  const ignored = read.map(each => each.ignored).filter(({ headers }) => headers.length)
  const layout = sheets.map((sheet, i) => layoutOf(sheet, found[i]?.header ?? null))
  return { rows, faults, ignored, layout }
}
