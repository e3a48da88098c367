import type { BulletinForm, BulletinText } from '#core/api/bulletins.ts'
import type { ClosingBook } from '#core/api/closings.ts'
import { zhFullDay, zhMoment } from '#core/bulletins/chinese.ts'
import type { FactContext, Facts } from '#core/bulletins/facts.ts'
import { renderText } from '#core/bulletins/render.ts'
import type { Printed } from './word/document.ts'

/** What a file is made of, as it travels to the thread that makes it. */
export interface FileJob {
  kind: 'docx' | 'xlsx'
  book: ClosingBook
  context: FactContext
  form: BulletinForm
  text: BulletinText
  masthead: string
  mark: string | null
  /** Null of a draft. */
  issued: { number: number; year: number; on: string } | null
}

const SEAL_LENGTH = 16

/** The closing's two times and the beginning of its seal. */
export const sealLineOf = ({ as_of, known_at, seal }: ClosingBook['closing']): string =>
  [
    `数据截至${zhFullDay(as_of)}`,
    `截数时间${known_at ? zhMoment(known_at) : '未定'}`,
    `校验码${seal ? seal.slice(0, SEAL_LENGTH) : '无'}`,
  ].join('；')

/** A bulletin with every figure worked out, ready to be set. */
export const printedOf = ({ book, form, text, masthead, mark, issued }: FileJob, facts: Facts): Printed => {
  const rendered = renderText(text, facts)
  return {
    form,
    masthead,
    mark,
    issued_by: rendered.issuer,
    number: issued?.number ?? null,
    year: issued?.year ?? Number(book.closing.as_of.slice(0, 4)),
    day: issued ? zhFullDay(issued.on) : '　　年　月　日',
    text: rendered,
    seal_line: sealLineOf(book.closing),
  }
}
