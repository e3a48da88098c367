import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx'
import type { FactCell, FactTable } from '#core/bulletins/tables.ts'
import { BLACK, pt, SIZES, TYPE_AREA } from './measures.ts'
import { line, run } from './text.ts'

const RULE = { style: BorderStyle.SINGLE, size: 4, color: BLACK }
const BORDERS = { top: RULE, bottom: RULE, left: RULE, right: RULE, insideHorizontal: RULE, insideVertical: RULE }

/** Proportions as twips that add up to the width of the type area. */
export const columnWidths = (proportions: readonly number[]): number[] => {
  const whole = proportions.reduce((sum, part) => sum + part, 0)
  const widths = proportions.map(part => Math.floor((TYPE_AREA * part) / whole))
  const rest = TYPE_AREA - widths.reduce((sum, width) => sum + width, 0)
  return widths.map((width, i) => (i === 0 ? width + rest : width))
}

const isNumeric = (cell: FactCell) => typeof cell === 'number' || /^[\d.]+%$/.test(cell ?? '') || cell === '—'

const cell = (value: FactCell, width: number, font: 'body' | 'first', alignment: 'left' | 'center') =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { left: 60, right: 60, top: 30, bottom: 30 },
    children: [
      new Paragraph({
        alignment: alignment === 'left' ? AlignmentType.LEFT : AlignmentType.CENTER,
        spacing: { line: pt(18), lineRule: LineRuleType.AT_LEAST },
        children: [run(value === null ? '' : String(value), { font, size: SIZES.small_four })],
      }),
    ],
  })

/** A table over the whole width; its head stands again on every page. */
export const tableOf = ({ head, rows, widths, has_total }: FactTable): Table => {
  const sizes = columnWidths(widths)
  const short = head.map((_, at) =>
    rows.every(row => isNumeric(row[at] ?? null) || [...String(row[at] ?? '')].length <= 4),
  )
  const row = (cells: readonly FactCell[], font: 'body' | 'first', isHead: boolean) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: sizes.map((width, at) => cell(cells[at] ?? null, width, font, isHead || short[at] ? 'center' : 'left')),
    })
  return new Table({
    width: { size: TYPE_AREA, type: WidthType.DXA },
    columnWidths: sizes,
    layout: TableLayoutType.FIXED,
    borders: BORDERS,
    rows: [
      row(head, 'first', true),
      ...rows.map((cells, i) => row(cells, has_total && i === rows.length - 1 ? 'first' : 'body', false)),
    ],
  })
}

/** Under a table: by what rule, as of when. */
export const tableNote = (text: string): Paragraph =>
  line([run(text, { size: SIZES.small_four })], {
    spacing: { line: pt(20), lineRule: LineRuleType.EXACT, before: 60 },
  })
