import { ApiError } from '#core/api/errors.ts'
import type { Notice, PublicBlock, PublicNotice } from '#core/api/notices.ts'
import { factsOf } from '#core/bulletins/facts.ts'
import { type RenderedBlock, renderText } from '#core/bulletins/render.ts'
import type { FactTable } from '#core/bulletins/tables.ts'
import { dayOfMoment } from '#core/calendar/days.ts'
import { openBook } from '#core/closings/open-book.ts'
import { noticeDay } from '#core/notices/notice-state.ts'
import { bookOf } from '../closings/book-of.ts'
import type { Trx } from '../db/database.ts'
import { planOf } from '../plans/plan-of.ts'
import { noticeByToken, noticesOf } from './notices.queries.ts'

/** What a public address shows: the closing's own figures in the notice's text, and of what was said against it only how much, and the answers. */
export async function publicNotice(trx: Trx, token: string): Promise<PublicNotice> {
  const found = await noticeByToken(trx, token)
  if (!found) throw new ApiError('unknown_notice', '没有这份公示，请核对网址。')
  const { head } = await planOf(trx, found.plan)
  const [notice] = await noticesOf(trx, head.id, head.today, found.id)
  const book = openBook(await bookOf(trx, head.id, notice!.closing))
  const text = renderText(notice!.text, factsOf(book, { meeting: null, cases: [] }))
  return {
    title: notice!.title,
    plan_title: book.document.title,
    issuer: text.issuer,
    place: notice!.place,
    from_on: notice!.from_on,
    to_on: notice!.to_on,
    today: head.today,
    state: notice!.state,
    day: noticeDay(notice!, head.today),
    demo: head.demo,
    as_of: book.closing.as_of,
    known_at: book.closing.known_at!,
    seal: book.closing.seal,
    blocks: [...text.blocks.map(publicBlock), ...text.annexes.map(tableBlock)],
    ...saidOf(notice!),
  }
}

const publicBlock = (block: RenderedBlock): PublicBlock => (block.kind === 'table' ? tableBlock(block.table) : block)

const tableBlock = ({ title, head, rows, note }: FactTable): PublicBlock => ({
  kind: 'table',
  title,
  head,
  rows,
  note: note ?? null,
})

const saidOf = ({ steps }: Notice) => {
  const answers = steps.filter(({ kind }) => kind === 'answered')
  return {
    objections: { received: steps.filter(({ kind }) => kind === 'objection').length, answered: answers.length },
    answers: answers.map(({ at, text }) => ({ on: dayOfMoment(at), text: text ?? '' })),
  }
}
