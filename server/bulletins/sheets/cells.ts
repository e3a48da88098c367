import type { CellStyle, WriteSheet, Cell as WrittenCell } from 'hucre'
import { safe } from '../../exports/spreadsheet.ts'

/** A value as it stands, or a formula of ours with the value it has now. */
export type SheetCell = string | number | null | { formula: string; value: number | string; percent?: boolean }

export interface Sheet {
  name: string
  title: string
  head: string[]
  rows: SheetCell[][]
  /** Lines below the table. */
  below?: string[]
  has_total?: boolean
  /** Columns that only formulas read; where the first is one, what stands below is written beside it. */
  hidden?: number[]
}

const LINE = { style: 'thin', color: { rgb: '808890' } } as const
const BORDER = { top: LINE, bottom: LINE, left: LINE, right: LINE }
const CENTRE = { horizontal: 'center', vertical: 'center', wrapText: true } as const
const TITLE: CellStyle = { font: { bold: true, size: 16 }, alignment: { horizontal: 'center', vertical: 'center' } }
const HEAD: CellStyle = {
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'EEF1F5' } },
  border: BORDER,
  alignment: CENTRE,
}
const PLAIN: CellStyle = { border: BORDER, alignment: { vertical: 'center' } }
const SUM: CellStyle = { ...PLAIN, font: { bold: true } }
const SHARE = '0.0%'
const CELL_LENGTH = 32_767

/** The letters of a column counted from 0. */
export const letters = (at: number): string =>
  at < 26 ? String.fromCharCode(65 + at) : letters(Math.floor(at / 26) - 1) + letters(at % 26)

/** Rows above the first row of the table's body: the title and the head. */
export const ABOVE = 2

const shown = (cell: SheetCell): string | number | null => {
  const value = typeof cell === 'object' && cell !== null ? cell.value : safe(cell)
  return typeof value === 'string' ? value.slice(0, CELL_LENGTH) : value
}

const written = (cell: SheetCell, style: CellStyle): WrittenCell => {
  const value = shown(cell)
  if (typeof cell !== 'object' || cell === null)
    return { value, type: value === null ? 'empty' : typeof value === 'number' ? 'number' : 'string', style }
  return {
    value,
    type: 'formula',
    formula: cell.formula,
    formulaResult: cell.value,
    style: cell.percent ? { ...style, numFmt: SHARE } : style,
  }
}

const widthOf = (cell: SheetCell): number => {
  if (typeof cell === 'object' && cell?.percent) return '100.0%'.length
  return [...String(shown(cell) ?? '')].reduce((sum, char) => sum + (char > '\u00ff' ? 2 : 1), 0)
}

/** A sheet as the workbook holds it: a title over the table, its head frozen, printed on A4 across. */
export const writeSheet = ({
  name,
  title,
  head,
  rows,
  below = [],
  has_total = false,
  hidden = [],
}: Sheet): WriteSheet => {
  const last = head.length - 1
  const cells: NonNullable<WriteSheet['cells']> = new Map()
  cells.set('0,0', { value: shown(title), type: 'string', style: TITLE })
  for (const [at, text] of head.entries()) cells.set(`1,${at}`, { value: shown(text), type: 'string', style: HEAD })
  for (const [i, row] of rows.entries())
    for (const [at, cell] of row.entries())
      cells.set(`${ABOVE + i},${at}`, written(cell, has_total && i === rows.length - 1 ? SUM : PLAIN))
  const widths = head.map((text, at) =>
    Math.max(widthOf(text), ...rows.slice(0, 200).map(row => widthOf(row[at] ?? null))),
  )
  return {
    name,
    rows: [[title], head, ...rows, [], ...below.map(text => [...(hidden.includes(0) ? [null] : []), text])].map(row =>
      row.map(shown),
    ),
    cells,
    columns: widths.map((width, at) => ({
      width: Math.min(40, Math.max(8, width + 2)),
      ...(hidden.includes(at) && { hidden: true }),
    })),
    merges: [{ startRow: 0, endRow: 0, startCol: 0, endCol: last }],
    rowDefs: new Map([[0, { height: 28 }]]),
    freezePane: { rows: ABOVE, columns: 0 },
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      printTitlesRow: '$2:$2',
    },
    headerFooter: { oddFooter: '&C第 &P 页，共 &N 页' },
  }
}
