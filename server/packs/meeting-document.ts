import { sql } from 'kysely'
import type { Meeting } from '#core/api/meetings.ts'
import type { Trx } from '../db/database.ts'

/** A meeting as the office last prepared it. */
export async function meetingDocument(trx: Trx, plan: string, id: number): Promise<Pick<Meeting, 'document'> | null> {
  const { rows } = await sql<Pick<Meeting, 'document'>>`
    select document from meeting_revision where plan = ${plan} and meeting = ${id}::bigint
    order by version desc limit 1`.execute(trx)
  return rows[0] ?? null
}
