import { createHash } from 'node:crypto'
import type { ClosingBook, ClosingSeal } from '#core/api/closings.ts'
import { ApiError } from '#core/api/errors.ts'
import { openBook } from '#core/closings/open-book.ts'
import { answersText } from '#core/closings/seal.ts'
import type { Trx } from '../db/database.ts'
import type { Write } from '../db/write.ts'
import { takenClosing } from './book.queries.ts'
import { bookAt } from './book-of.ts'

export const answersSha256 = (book: ClosingBook): string =>
  createHash('sha256')
    .update(answersText(openBook(book)))
    .digest('hex')

/** The hash a confirming write keeps: of what it knows itself, in its own transaction, before its step is there. */
export async function answersAt(trx: Trx, write: Write, closing: number): Promise<string> {
  const proposed = await takenClosing(trx, write.plan, closing)
  if (!proposed) throw new ApiError('unknown_closing', `没有编号为 ${closing} 的截数。`)
  const { seq: known_seq, recorded_at: known_at, geometry_revision } = write
  return answersSha256(await bookAt(trx, write.plan, { ...proposed, known_seq, known_at, geometry_revision }))
}

/** The hash kept at the confirming write beside that of what is answered now. */
export async function sealOf(trx: Trx, plan: string, closing: number, book: ClosingBook): Promise<ClosingSeal> {
  const kept = (await takenClosing(trx, plan, closing))!.answers_sha256
  const now = answersSha256(book)
  const same = kept === null ? null : kept === now
  return { kept, now, same, detail: SAYS[String(same) as keyof typeof SAYS] }
}

const SAYS = {
  true: '截数时的各项结果与现在的计算结果逐项相同。',
  false: '软件升级后，这次截数的个别结果与当时不同。请勿据此另发文件，并联系维护人员。',
  null: '这次截数没有留下核对码。',
} as const
