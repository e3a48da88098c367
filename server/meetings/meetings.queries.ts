import { sql } from 'kysely'
import type { Meeting, MeetingDocument } from '#core/api/meetings.ts'
import type { FileType } from '#core/files/file-type.ts'
import type { Db, Trx } from '../db/database.ts'
import type { Write } from '../db/write.ts'

type Row = Omit<Meeting, 'state'> & { signed: boolean | null }

const rowsOf = async (db: Db, plan: string, id: number | null): Promise<Meeting[]> => {
  const { rows } = await sql<Row>`
    select m.id, m.kind, m.month, r.version, r.document, c.id as closing, c.signed, a.id as saved_by, a.name as saved_by_name,
      w.recorded_at as saved_at, record_closed_at(m.id) as recorded_at
    from meeting m
    cross join lateral (select * from meeting_revision r where r.meeting = m.id order by r.version desc limit 1) r
    join plan_write w on w.plan = r.plan and w.seq = r.seq
    join account a on a.id = w.account
    left join lateral meeting_closing(m.id) c on true
    where m.plan = ${plan} and (${id}::bigint is null or m.id = ${id}::bigint)
    order by m.month desc, m.id desc limit 500`.execute(db)
  return rows.map(({ signed, ...row }) => ({ ...row, state: stateOf(signed, row) }))
}

const stateOf = (
  signed: boolean | null,
  { recorded_at, closing }: Pick<Row, 'recorded_at' | 'closing'>,
): Meeting['state'] => {
  if (recorded_at !== null) return 'recorded'
  if (closing === null) return 'preparing'
  return signed ? 'signed' : 'closed'
}

/** The meetings of a plan, the last month first. */
export const meetingsOf = (db: Db, plan: string): Promise<Meeting[]> => rowsOf(db, plan, null)

/** One meeting as it was last saved. */
export const meetingOf = async (db: Db, plan: string, id: number): Promise<Meeting | null> =>
  (await rowsOf(db, plan, id))[0] ?? null

/** Adds a month's meeting with what it is prepared with. */
export const addMeeting = async (
  trx: Trx,
  { plan, seq }: Write,
  { kind, month, document }: { kind: string; month: string; document: MeetingDocument },
): Promise<number> => {
  const { id } = await trx
    .insertInto('meeting')
    .values({ plan, seq, kind, month })
    .returning('id')
    .executeTakeFirstOrThrow()
  await reviseMeeting(trx, { plan, seq }, { id, version: 1, document })
  return id
}

/** Adds what the office says of a meeting now. */
export const reviseMeeting = (
  trx: Trx,
  { plan, seq }: Pick<Write, 'plan' | 'seq'>,
  { id, version, document }: { id: number; version: number; document: MeetingDocument },
) =>
  trx
    .insertInto('meeting_revision')
    .values({ plan, seq, meeting: id, version, document: JSON.stringify(document) })
    .execute()

/** A photo that a meeting names; of everything else nothing. */
export const meetingPhoto = async (db: Db, plan: string, meeting: number, sha256: string) => {
  const { rows } = await sql<{ type: FileType; bytes: number }>`
    select type, bytes from meeting_photo(${plan}, ${meeting}::bigint, ${sha256})`.execute(db)
  return rows[0] ?? null
}
