import { AlignmentType, Document, type ISectionOptions, LineRuleType, Packer, type Paragraph, type Table } from 'docx'
import type { BulletinForm } from '#core/api/bulletins.ts'
import type { Rendered, RenderedBlock } from '#core/bulletins/render.ts'
import type { FactTable } from '#core/bulletins/tables.ts'
import { colophonOf } from './colophon.ts'
import { type Head, headOf } from './head.ts'
import { pt, SIZES } from './measures.ts'
import { section } from './page.ts'
import { signatureOf } from './signature.ts'
import { tableNote, tableOf } from './table.ts'
import { blank, body, centred, fontOf, heading, line, run, title } from './text.ts'

/** All that a printed bulletin says: its text filled, its head, and the figures' two times. */
export interface Printed extends Head {
  form: BulletinForm
  text: Rendered
  /** 截数 line with the seal, small at the end. */
  seal_line: string
}

type Part = Paragraph | Table

const inText = ({ title: name, note, ...table }: FactTable): Part[] => [
  centred(name, 'first', SIZES.four),
  tableOf({ title: name, ...table }),
  ...(note ? [tableNote(note)] : []),
]

/** The last paragraph stays with what follows it, so that no page begins with the signature. */
const block = (each: RenderedBlock, i: number, all: readonly RenderedBlock[]): Part[] => {
  if (each.kind === 'heading') return [heading(each.text, each.level)]
  if (each.kind === 'table') return inText(each.table)
  const paragraphs = each.text.split('\n')
  return paragraphs.map((text, j) => body(text, { keepNext: i === all.length - 1 && j === paragraphs.length - 1 }))
}

/** 附件说明 under the text: what is added, by number. */
const annexList = (annexes: readonly FactTable[]): Part[] =>
  annexes.length === 0
    ? []
    : [
        blank({ keepNext: true }),
        ...annexes.map(({ title: name }, i) => {
          const words = i === 0 ? '附件：' : '　　　'
          const number = annexes.length === 1 ? '' : `${i + 1}. `
          return line([run(`${words}${number}${name}`)], { indent: { left: pt(32) }, keepNext: true })
        }),
      ]

/** Each on a page of its own: 附件 at the left, its title, the table with its head on every page. */
const annex = (table: FactTable, i: number, of: number): Part[] => [
  line([run(of === 1 ? '附件' : `附件${i + 1}`, { font: 'first' })], { pageBreakBefore: true }),
  blank(),
  title(table.title),
  blank(),
  tableOf(table),
  ...(table.note ? [tableNote(table.note)] : []),
]

const sealLine = (text: string): Paragraph =>
  line([run(text, { size: SIZES.small_five })], {
    alignment: AlignmentType.LEFT,
    spacing: { line: pt(14), lineRule: LineRuleType.EXACT, before: 120 },
  })

/** The whole bulletin in its form, as Word reads it. */
export const sectionsOf = (printed: Printed): ISectionOptions[] => {
  const { text, form } = printed
  const { annexes } = text
  return [
    section([
      ...headOf(printed),
      title(text.title),
      blank(),
      ...(text.to === '' ? [] : [line([run(text.to)])]),
      ...text.blocks.flatMap(block),
      ...annexList(annexes),
      ...(form === 'official' ? signatureOf(text.issuer, printed.day) : []),
      ...annexes.flatMap((table, i) => annex(table, i, annexes.length)),
      sealLine(printed.seal_line),
      colophonOf({ copies: text.copies, printed_by: text.printed_by, printed_on: `${printed.day}印发` }),
      line([], { spacing: { line: pt(1), lineRule: LineRuleType.EXACT } }),
    ]),
  ]
}

export const wordOf = (printed: Printed): Promise<Buffer> =>
  Packer.toBuffer(
    new Document({
      creator: printed.text.issuer,
      title: printed.text.title,
      styles: { default: { document: { run: { font: fontOf('body'), size: SIZES.three } } } },
      evenAndOddHeaderAndFooters: true,
      sections: sectionsOf(printed),
    }),
  )
