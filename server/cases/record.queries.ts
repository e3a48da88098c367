import { sql } from 'kysely'
import type { MeetingRecord } from '#core/api/cases.ts'
import type { Db, Trx } from '../db/database.ts'
import type { Write } from '../db/write.ts'

/** The record of a meeting, open or closed; null where there is no such meeting. */
export async function recordOf(db: Db, plan: string, meeting: number): Promise<MeetingRecord | null> {
  const { rows } = await sql<MeetingRecord['steps'][number]>`
    select r.kind, r.account, a.name as account_name, w.recorded_at as at, r.reason
    from meeting_record r join plan_write w on w.plan = r.plan and w.seq = r.seq join account a on a.id = r.account
    where r.plan = ${plan} and r.meeting = ${meeting}::bigint order by r.id`.execute(db)
  const known = await db
    .selectFrom('meeting')
    .select('id')
    .where('plan', '=', plan)
    .where('id', '=', meeting)
    .executeTakeFirst()
  return known ? { meeting, state: rows.at(-1)?.kind === 'closed' ? 'closed' : 'open', steps: rows } : null
}

export const addRecordStep = async (
  trx: Trx,
  { plan, seq }: Write,
  step: { account: string; meeting: number; kind: 'closed' | 'reopened'; reason: string | null },
): Promise<number> => {
  const row = await trx
    .insertInto('meeting_record')
    .values({ plan, seq, ...step })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}
