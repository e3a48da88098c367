import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  RelativeVerticalPosition,
  Table,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx'
import { BLACK, INNER_RULE, OUTER_RULE, pt, SIZES, TYPE_AREA } from './measures.ts'
import { clean, fontOf, run } from './text.ts'

const NONE = { style: BorderStyle.NONE, size: 0, color: BLACK }
const rule = (size: number) => ({ style: BorderStyle.SINGLE, size, color: BLACK })

/** 四号仿宋, one character in from both sides. */
const ONE = pt(14)

const row = (children: Paragraph[], top: number, bottom: number) =>
  new TableRow({
    cantSplit: true,
    children: [
      new TableCell({
        width: { size: TYPE_AREA, type: WidthType.DXA },
        borders: { top: rule(top), bottom: rule(bottom), left: NONE, right: NONE },
        margins: { left: 0, right: 0, top: 20, bottom: 20 },
        children,
      }),
    ],
  })

/** A label, and whom it names; lines after the first stand under the first name. */
const copyLine = ({ label, to }: { label: string; to: string }) => {
  const hanging = pt(14) * ([...label].length + 1)
  return new Paragraph({
    indent: { left: ONE + hanging, hanging, right: ONE },
    children: [run(`${label}：${to}${/[。.]$/.test(to) ? '' : '。'}`, { size: SIZES.four })],
  })
}

const printedLine = (printed_by: string, day: string) =>
  new Paragraph({
    indent: { left: ONE, right: ONE },
    alignment: AlignmentType.LEFT,
    tabStops: [{ type: TabStopType.RIGHT, position: TYPE_AREA - ONE }],
    children: [
      new TextRun({ text: clean(`${printed_by}\t${day}`), font: fontOf('body'), size: SIZES.four, color: BLACK }),
    ],
  })

export interface Colophon {
  copies: { label: string; to: string }[]
  printed_by: string
  /** 2024年10月18日印发, or the place for it. */
  printed_on: string
}

/** 版记 at the foot of the last page: 抄送 or 报、送、发, then who prints and when, between rules. */
export const colophonOf = ({ copies, printed_by, printed_on }: Colophon): Table =>
  new Table({
    width: { size: TYPE_AREA, type: WidthType.DXA },
    columnWidths: [TYPE_AREA],
    layout: TableLayoutType.FIXED,
    float: {
      horizontalAnchor: TableAnchorType.MARGIN,
      verticalAnchor: TableAnchorType.MARGIN,
      absoluteHorizontalPosition: 0,
      relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
    },
    rows: [
      ...(copies.length > 0 ? [row(copies.map(copyLine), OUTER_RULE, INNER_RULE)] : []),
      row([printedLine(printed_by, printed_on)], copies.length > 0 ? INNER_RULE : OUTER_RULE, OUTER_RULE),
    ],
  })
