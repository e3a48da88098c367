import type { MultiPolygon } from 'geojson'
import type { Cell } from './spreadsheet.ts'

/** One column of an export: what it is called, and what a row says under it. */
export interface ExportColumn<Row> {
  zh: string
  value: (row: Row) => Cell
}

/** What is exported, with everything a format needs of it. */
export interface ExportTable {
  /** Of the file, without extension, in plain letters; and what the sheet or layer is called. */
  name: string
  zh: string
  /** Lines above the head of a printed table; the first is the title. */
  above: string[]
  head: string[]
  rows: { cells: Cell[]; shape: MultiPolygon | null }[]
}

/** Rows as a table: a head, and under it what each row says. */
export const tableOf = <Row>(
  said: Pick<ExportTable, 'name' | 'zh' | 'above'>,
  columns: ExportColumn<Row>[],
  rows: { row: Row; shape: MultiPolygon | null }[],
): ExportTable => ({
  ...said,
  head: columns.map(({ zh }) => zh),
  rows: rows.map(({ row, shape }) => ({ cells: columns.map(({ value }) => value(row)), shape })),
})
