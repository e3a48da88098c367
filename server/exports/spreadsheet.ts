import { type CellStyle, type WriteSheet, writeXlsx } from 'hucre'

export type Cell = string | number | null

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A spreadsheet would run text that begins like a formula: a quote before it keeps it text. Numbers stay numbers; a Chinese Excel takes wide signs for narrow ones. */
export const safe = (cell: Cell): Cell =>
  typeof cell === 'string' && /^[=+\-@＝＋－＠\t\r\n]/.test(cell) ? `'${cell}` : cell

const csvCell = (cell: Cell): string => {
  const text = String(safe(cell) ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A table as CSV, with the mark by which a spreadsheet knows UTF-8. */
export const csvOf = (table: Cell[][]): string =>
  `\ufeff${table.map(row => row.map(csvCell).join(',')).join('\r\n')}\r\n`

export interface PrintedSheet {
  name: string
  head: string[]
  rows: Cell[][]
  /** Rows above the head, each one text over the whole width; the first is the title. */
  above?: string[]
  /** Rows under the last, each one text over the whole width: where somebody signs. */
  below?: string[]
  /** Whether every cell has its lines, to be written into by pen; and the least width of some columns, in letters. */
  lined?: boolean
  widths?: Record<number, number>
  /** Cells to be looked at, as [row, column] counted from 0 below the head. */
  marked?: [row: number, column: number][]
}

const LINE = { style: 'thin', color: { rgb: 'BFC6D0' } } as const
const BORDER = { top: LINE, bottom: LINE, left: LINE, right: LINE }
const TITLE: CellStyle = { font: { bold: true, size: 16 }, alignment: { horizontal: 'center', vertical: 'center' } }
const ABOVE: CellStyle = { alignment: { horizontal: 'left', vertical: 'center' } }
const HEAD: CellStyle = {
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'EEF1F5' } },
  border: BORDER,
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
}
const MARKED: CellStyle = {
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFE3DC' } },
  font: { color: { rgb: 'B3261E' } },
}

const letters = (at: number): string =>
  at < 26 ? String.fromCharCode(65 + at) : letters(Math.floor(at / 26) - 1) + letters(at % 26)

/** Chinese letters are two wide. */
const widthOf = (cell: Cell) => [...String(cell ?? '')].reduce((sum, char) => sum + (char > '\u00ff' ? 2 : 1), 0)

/** Letters one cell of a workbook holds. */
const CELL_LENGTH = 32_767
const shown = (cell: Cell): Cell => {
  const text = safe(cell)
  return typeof text === 'string' ? text.slice(0, CELL_LENGTH) : text
}

const NAME_LENGTH = 31

/** Names of sheets as a workbook can bear them: 31 letters, none that Excel keeps to itself, none twice. */
export const sheetNames = (names: string[]): string[] => {
  const taken = new Set(['history'])
  return names.map(name => {
    const plain = name.replace(/['[\]:*?/\\\p{Cc}\p{Cs}]/gu, '_').slice(0, NAME_LENGTH) || '_'
    let free = plain
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${plain.slice(0, NAME_LENGTH - 4)}-${n}`
    taken.add(free.toLowerCase())
    return free
  })
}

/** Of a row, in points. */
const TITLE_HEIGHT = 28
const SIGNED_HEIGHT = 30

const sheetOf = ({
  name,
  head,
  rows,
  above = [],
  below = [],
  marked = [],
  lined = false,
  widths: least = {},
}: PrintedSheet): WriteSheet => {
  const top = above.length
  const under = top + 1 + rows.length
  const last = Math.max(0, head.length - 1)
  const tall = [
    ...above.slice(0, 1).map((_, row) => [row, TITLE_HEIGHT] as const),
    ...below.map((_, at) => [under + at, SIGNED_HEIGHT] as const),
  ]
  const cells: NonNullable<WriteSheet['cells']> = new Map()
  for (const [row, text] of above.entries())
    cells.set(`${row},0`, { value: shown(text), type: 'string', style: row === 0 ? TITLE : ABOVE })
  for (const [at, text] of below.entries())
    cells.set(`${under + at},0`, { value: shown(text), type: 'string', style: ABOVE })
  for (const [at, text] of head.entries())
    cells.set(`${top},${at}`, { value: shown(text), type: 'string', style: HEAD })
  if (lined)
    for (const [row, texts] of rows.entries())
      for (const at of head.keys())
        cells.set(`${top + 1 + row},${at}`, { value: shown(texts[at] ?? null), style: { border: BORDER } })
  for (const [row, at] of marked)
    cells.set(`${top + 1 + row},${at}`, { value: shown(rows[row]?.[at] ?? null), style: MARKED })
  const widths = head.map((text, at) =>
    Math.max(widthOf(text), ...rows.slice(0, 200).map(row => widthOf(row[at] ?? null))),
  )
  return {
    name,
    rows: [...above.map(text => [text]), head, ...rows, ...below.map(text => [text])].map(row => row.map(shown)),
    cells,
    columns: widths.map((width, at) => ({ width: Math.min(40, Math.max(least[at] ?? 8, width + 2)) })),
    merges: [...above.keys(), ...below.map((_, at) => under + at)].map(row => ({
      startRow: row,
      endRow: row,
      startCol: 0,
      endCol: last,
    })),
    rowDefs: new Map(tall.map(([row, height]) => [row, { height }])),
    freezePane: { rows: top + 1, columns: Math.min(2, last) },
    autoFilter: { range: `A${top + 1}:${letters(last)}${under}` },
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      printTitlesRow: `$${top + 1}:$${top + 1}`,
    },
    headerFooter: { oddFooter: '&C第 &P 页，共 &N 页' },
  }
}

/** Tables as a workbook that prints on A4 across, its head on every page. */
export const workbookOf = async (sheets: PrintedSheet[]): Promise<Buffer> => {
  const names = sheetNames(sheets.map(({ name }) => name))
  return Buffer.from(await writeXlsx({ sheets: sheets.map((sheet, i) => sheetOf({ ...sheet, name: names[i]! })) }))
}
