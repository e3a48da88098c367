import { sql } from 'kysely'
import type { ClosingBook } from '#core/api/closings.ts'
import type { MeetingDocument } from '#core/api/meetings.ts'
import type { FactContext } from '#core/bulletins/facts.ts'
import { casesOf } from '../cases/cases.queries.ts'
import { bookOf } from '../closings/book-of.ts'
import type { Db, Trx } from '../db/database.ts'
import { asOwner, readSnapshot } from '../db/write.ts'
import { meetingOf } from '../meetings/meetings.queries.ts'

export interface Told {
  book: ClosingBook
  context: FactContext
}

/**
 * All that a bulletin of a closing is told from. The closing's figures never change; the meeting and its record are as known
 * after a write, now where none is given.
 */
export const toldOf = async (db: Db, plan: string, closing: number, known_seq: number | null): Promise<Told> => {
  const { book, meeting } = await readSnapshot(
    db,
    async trx => {
      const book = await bookOf(trx, plan, closing)
      const { meeting } = book.closing
      return { book, meeting: meeting === null ? null : await knownMeeting(trx, plan, meeting, known_seq) }
    },
    60,
  )
  const cases = await asOwner(db, async trx => {
    // A bulletin says the same to whoever may read it, whichever cases are theirs.
    await sql`select set_config('app.account', 'system', true)`.execute(trx)
    return casesOf(trx, plan, known_seq === null ? {} : { known_seq })
  })
  return { book, context: { meeting, cases: cases.reverse() } }
}

const knownMeeting = async (trx: Trx, plan: string, id: number, known_seq: number | null) => {
  const meeting = await meetingOf(trx, plan, id)
  if (!meeting || known_seq === null) return meeting
  const { rows } = await sql<{ document: MeetingDocument; version: number }>`
    select document, version from meeting_revision
    where meeting = ${id}::bigint and seq <= ${known_seq}::bigint order by version desc limit 1`.execute(trx)
  return rows[0] ? { ...meeting, ...rows[0] } : meeting
}
