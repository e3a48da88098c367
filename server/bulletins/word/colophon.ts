import {
  AlignmentType,
  BorderStyle,
  HeightRule,
  type IParagraphOptions,
  LineRuleType,
  Paragraph,
  Table,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  WidthType,
} from 'docx'
import { BLACK, INNER_RULE, MARGIN, OUTER_RULE, PAGE, pt, SIZES, TYPE_AREA } from './measures.ts'
import { run, widthOf } from './text.ts'

/** 四号仿宋, one character in from both sides. */
const ONE = pt(14)

const WIDTH = TYPE_AREA
const LINE_HEIGHT = pt(22)
const PADDING = pt(4)

const NONE = { style: BorderStyle.NONE, size: 0, color: BLACK }
const rule = (size: number) => ({ style: BorderStyle.SINGLE, size, color: BLACK })

/** Rules at the outer edges are 0.35 mm, those between 0.25 mm. */
const row = (children: Paragraph[], height: number, top: number, bottom: number) =>
  new TableRow({
    cantSplit: true,
    height: { value: height, rule: HeightRule.EXACT },
    children: [
      new TableCell({
        width: { size: WIDTH, type: WidthType.DXA },
        borders: { top: rule(top), bottom: rule(bottom), left: NONE, right: NONE },
        margins: { left: 0, right: 0, top: PADDING / 2, bottom: PADDING / 2 },
        children,
      }),
    ],
  })

/** Kept with what follows: the table is not torn across pages. */
const inLine = (text: string, options: IParagraphOptions) =>
  new Paragraph({
    keepNext: true,
    spacing: { line: LINE_HEIGHT, lineRule: LineRuleType.EXACT },
    ...options,
    children: [run(text, { size: SIZES.four })],
  })

export interface Colophon {
  copies: { label: string; to: string }[]
  printed_by: string
  /** 2024年10月18日印发, or the place for it. */
  printed_on: string
}

/** Characters that must be left over for both to stand in one line. */
const SLACK = 5

const ended = (text: string) => (/[。.]$/.test(text) ? text : `${text}。`)

/** How many lines a copy takes, those after the first under its first name. */
const linesOf = ({ label, to }: { label: string; to: string }) => {
  const wide = TYPE_AREA / ONE - 3 - widthOf(label)
  return Math.max(1, Math.ceil(widthOf(ended(to)) / Math.floor(wide)))
}

/**
 * 版记 at the foot of the last page: 抄送 or 报、送、发, then who prints and when, between rules. Its place is worked out from
 * its lines, because not every word processor sets a table on the lower margin.
 */
export const colophonOf = ({ copies, printed_by, printed_on }: Colophon): Table => {
  const above = copies.reduce((sum, copy) => sum + linesOf(copy), 0) * LINE_HEIGHT + PADDING
  const fits = widthOf(printed_by) + widthOf(printed_on) <= WIDTH / ONE - SLACK
  const below = LINE_HEIGHT * (fits ? 1 : 2) + PADDING
  const height = (copies.length > 0 ? above : 0) + below
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    columnWidths: [WIDTH],
    layout: TableLayoutType.FIXED,
    float: {
      horizontalAnchor: TableAnchorType.MARGIN,
      absoluteHorizontalPosition: 1,
      verticalAnchor: TableAnchorType.PAGE,
      absoluteVerticalPosition: PAGE.height - MARGIN.bottom - height,
    },
    rows: [
      ...(copies.length === 0
        ? []
        : [
            row(
              copies.map(({ label, to }) => {
                const hanging = ONE * (widthOf(label) + 1)
                return inLine(`${label}：${ended(to)}`, { indent: { left: ONE + hanging, hanging, right: ONE } })
              }),
              above,
              OUTER_RULE,
              INNER_RULE,
            ),
          ]),
      row(
        fits
          ? [
              inLine(`${printed_by}\t${printed_on}`, {
                indent: { left: ONE },
                tabStops: [{ type: TabStopType.RIGHT, position: WIDTH - ONE }],
              }),
            ]
          : [
              inLine(printed_by, { indent: { left: ONE } }),
              inLine(printed_on, { alignment: AlignmentType.RIGHT, indent: { right: ONE } }),
            ],
        below,
        copies.length > 0 ? INNER_RULE : OUTER_RULE,
        OUTER_RULE,
      ),
    ],
  })
}
