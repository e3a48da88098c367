import { AlignmentType, BorderStyle, LineRuleType, type Paragraph, TabStopType } from 'docx'
import type { BulletinForm } from '#core/api/bulletins.ts'
import { mastheadSize, pt, RED, RED_RULE, SIZES, TYPE_AREA } from './measures.ts'
import { blank, line, run } from './text.ts'

/** What stands above the title. */
export interface Head {
  form: BulletinForm
  masthead: string
  /** 发文机关代字; null where the plan gives none. */
  mark: string | null
  issued_by: string
  /** Null while it is a draft: then it says so, and leaves the place of the number. */
  number: number | null
  year: number
  /** 2024年10月18日, or the place for it. */
  day: string
}

/** 红色分隔线, as wide as the type area. */
const redRule = (children: Parameters<typeof line>[0], tabs = false): Paragraph =>
  line(children, {
    border: { bottom: { style: BorderStyle.SINGLE, size: RED_RULE, color: RED, space: 6 } },
    ...(tabs && { tabStops: [{ type: TabStopType.RIGHT, position: TYPE_AREA }] }),
    ...(!tabs && { alignment: AlignmentType.CENTER }),
  })

const draftLine = ({ number }: Head): Paragraph[] =>
  number === null ? [line([run('征求意见稿', { font: 'first' })])] : []

/** The masthead in red over the whole line. */
const masthead = ({ masthead: text }: Head): Paragraph => {
  const size = mastheadSize(text)
  return line([run(text, { font: 'title', size, color: RED })], {
    alignment: AlignmentType.CENTER,
    spacing: { line: pt(Math.ceil(size / 2) + 12), lineRule: LineRuleType.EXACT, before: pt(14) },
  })
}

/** 简报: 第 N 期, then who issues and the day over the red rule. */
const brief = (head: Head): Paragraph[] => [
  line([run(head.number === null ? '第　　期' : `第${head.number}期`)], { alignment: AlignmentType.CENTER }),
  blank(),
  redRule([run(`${head.issued_by}\t${head.day}`, { size: SIZES.four })], true),
  blank(),
]

/** 公文: the document number over the red rule, two lines before the title. */
const official = ({ mark, number, year }: Head): Paragraph[] => [
  blank(),
  redRule([run(mark === null ? '' : `${mark}〔${year}〕${number ?? '　'}号`)]),
  blank(),
  blank(),
]

export const headOf = (head: Head): Paragraph[] => [
  ...draftLine(head),
  masthead(head),
  ...(head.form === 'brief' ? brief(head) : official(head)),
]
