import type { Fault } from '#core/api/errors.ts'
import { cellText } from '#core/imports/cells.ts'
import type { LedgerSheet } from '#core/imports/ledger.ts'
import { type Cell, type PrintedSheet, workbookOf } from '../exports/spreadsheet.ts'
import type { PlannedImport } from './plan-import.ts'

const REASON = '问题'
const ROW = '原表行号'

const plain = (cell: LedgerSheet['rows'][number][number]): Cell =>
  typeof cell === 'number' ? cell : cell === null ? null : cellText(cell)

const told = ({ column, value, reason }: Fault) =>
  [column && `“${column}”`, value && `填的是“${value}”`, reason].filter(Boolean).join('：')

/** The bad rows of one sheet as they stand in it, what is wrong with each behind them; the bad cells are marked. */
const badRows = (sheet: LedgerSheet, header_row: number, faults: Fault[]): PrintedSheet => {
  const head = (sheet.rows[header_row - 1] ?? []).map(cell => cellText(cell))
  const rows = [...Map.groupBy(faults, ({ row }) => row ?? 0)].sort(([a], [b]) => a - b)
  const marked = rows.flatMap(([, said], i) =>
    said.flatMap(({ column }) => {
      const at = head.indexOf(column ?? '')
      return at < 0 ? [] : [[i, at] as [number, number]]
    }),
  )
  return {
    name: sheet.name,
    head: [...head, REASON, ROW],
    rows: rows.map(([row, said]) => {
      const cells = sheet.rows[row - 1] ?? []
      return [...head.map((_, at) => plain(cells[at] ?? null)), said.map(told).join('\n'), row]
    }),
    marked,
  }
}

const elsewhere = (faults: Fault[]): PrintedSheet => ({
  name: '其他问题',
  head: ['位置', '内容', REASON],
  rows: faults.map(({ path, sheet, column, value, reason }) => [
    path ?? sheet ?? column ?? null,
    value ?? null,
    reason,
  ]),
})

/** What an import refuses, as a workbook to put right: the bad rows sheet by sheet, and whatever lies in no row. */
export const errorWorkbook = ({ input, sheets, change: { faults } }: PlannedImport): Promise<Buffer> => {
  const layout = new Map(input.ledger?.layout.map(each => [each.sheet, each.header_row]))
  const inRow = ({ sheet, row }: Fault) => row !== undefined && sheets.some(({ name }) => name === sheet)
  const bad = sheets.flatMap(sheet => {
    const own = faults.filter(fault => inRow(fault) && fault.sheet === sheet.name)
    return own.length ? [badRows(sheet, layout.get(sheet.name) ?? 1, own)] : []
  })
  const others = faults.filter(fault => !inRow(fault))
  return workbookOf(others.length || !bad.length ? [...bad, elsewhere(others)] : bad)
}
