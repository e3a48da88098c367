import { cellText } from './cells.ts'
import type { Column } from './headers.ts'
import type { LedgerSheet } from './ledger.ts'

/** One sheet as it was understood; `taken` false where it is no ledger or is not wanted. */
export interface SheetLayout {
  sheet: string
  taken: boolean
  /** Row of its headers, counted from 1; where none was understood, the one that looks most like headers. */
  header_row: number
  rows: number
  columns: { header: string; field: string | null; samples: string[] }[]
}

const LOOKED_AT = 10
const SAMPLES = 3

/** The row among the first that is filled widest: where headers would stand. */
const widestRow = ({ rows }: LedgerSheet) => {
  const filled = rows.slice(0, LOOKED_AT).map(cells => new Set(cells.map(cellText).filter(Boolean)).size)
  return filled.indexOf(Math.max(...filled, 0))
}

/** How a sheet was understood, with the first values of every column, for a person to look over. */
export const layoutOf = (sheet: LedgerSheet, header: { at: number; columns: Column[] } | null): SheetLayout => {
  const at = header?.at ?? Math.max(0, widestRow(sheet))
  const fields = new Map(header?.columns.map(column => [column.at, column.field]))
  const below = sheet.rows.slice(at + 1).filter(cells => cells.some(cell => cellText(cell)))
  const columns = (sheet.rows[at] ?? []).flatMap((cell, i) => {
    const text = cellText(cell)
    if (!text) return []
    const values = below.map(cells => cellText(cells[i] ?? null)).filter(Boolean)
    const samples = [...new Set(values.slice(0, 50))].slice(0, SAMPLES).map(value => value.slice(0, 40))
    return [{ header: text, field: fields.get(i) ?? null, samples }]
  })
  return { sheet: sheet.name, taken: header !== null, header_row: at + 1, rows: below.length, columns }
}
