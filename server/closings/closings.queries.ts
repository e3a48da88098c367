import { sql } from 'kysely'
import type { Closing, ClosingStep, ProposeClosing } from '#core/api/closings.ts'
import { ApiError } from '#core/api/errors.ts'
import type { Db, Trx } from '../db/database.ts'
import type { Write } from '../db/write.ts'

const STANDING = ['confirmed', 'reviewed', 'signed'] as const satisfies Closing['state'][]

/** More than a plan ever closes; whoever has more asks by purpose. */
const MOST = 500

/** Closings with their steps, the latest day first and of one day the last proposed; all, of a purpose, of a meeting, or one. */
export async function closingsOf(
  db: Db,
  plan: string,
  { id, purpose, meeting }: { id?: number; purpose?: string; meeting?: number } = {},
): Promise<Closing[]> {
  const { rows } = await sql<Closing>`
    select c.id, c.purpose, c.meeting, c.title, c.from_on, c.as_of, closing_state(c.id) as state,
      k.seq as known_seq, kw.recorded_at as known_at, c.supersedes,
      (select n.id from closing n join closing_step s on s.closing = n.id and s.kind = 'confirmed' where n.supersedes = c.id) as superseded_by,
      c.reason, c.account, a.name as account_name, w.recorded_at as proposed_at,
      coalesce((select jsonb_agg(jsonb_build_object('kind', s.kind, 'account', s.account, 'account_name', b.name,
          'at', to_char(sw.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'subject', s.subject, 'text', s.text) order by s.seq)
        from closing_step s join plan_write sw on sw.plan = s.plan and sw.seq = s.seq join account b on b.id = s.account
        where s.closing = c.id), '[]') as steps,
      k.answers_sha256, encode(l.hash, 'hex') as seal
    from closing c
    join account a on a.id = c.account
    join plan_write w on w.plan = c.plan and w.seq = c.seq
    left join closing_step k on k.closing = c.id and k.kind = 'confirmed'
    left join plan_write kw on kw.plan = k.plan and kw.seq = k.seq
    left join seal l on l.plan = k.plan and l.seq = k.seq
    where c.plan = ${plan} ${id === undefined ? sql`` : sql`and c.id = ${id}::bigint`}
      ${purpose === undefined ? sql`` : sql`and c.purpose = ${purpose}`}
      ${meeting === undefined ? sql`` : sql`and c.meeting = ${meeting}::bigint`}
    order by c.as_of desc, c.seq desc limit ${MOST}`.execute(db)
  return rows
}

export async function closingOf(db: Db, plan: string, id: number): Promise<Closing> {
  const [closing] = await closingsOf(db, plan, { id })
  if (!closing) throw new ApiError('unknown_closing', `没有编号为 ${id} 的截数。`)
  return closing
}

/** The closing whose figures a meeting has: confirmed, and superseded by none; null before. */
export async function standingClosing(db: Db, plan: string, meeting: number): Promise<Closing | null> {
  const found = await closingsOf(db, plan, { meeting })
  return found.find(({ state }) => STANDING.some(each => each === state)) ?? null
}

/** What a meeting is called as it was last saved; undefined where the plan has no such meeting. */
export async function meetingTitle(db: Db, plan: string, meeting: number): Promise<string | undefined> {
  const { rows } = await sql<{ title: string }>`
    select document ->> 'title' as title from meeting_revision where plan = ${plan} and meeting = ${meeting}::bigint
    order by version desc limit 1`.execute(db)
  return rows[0]?.title
}

export async function addClosing(
  trx: Trx,
  { plan, seq }: Write,
  account: string,
  said: ProposeClosing & { title: string; from_on: string },
): Promise<number> {
  const { meeting = null, supersedes = null, reason = null, ...rest } = said
  const { id } = await trx
    .insertInto('closing')
    .values({ ...rest, plan, seq, account, meeting, supersedes, reason })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export interface NewClosingStep {
  kind: ClosingStep['kind']
  subject?: number | undefined
  text?: string | undefined
  answers_sha256?: string | null
}

export async function addClosingStep(
  trx: Trx,
  { plan, seq }: Write,
  account: string,
  closing: number,
  { kind, subject, text, answers_sha256 }: NewClosingStep,
): Promise<void> {
  await trx
    .insertInto('closing_step')
    .values({
      ...{ plan, seq, closing, kind, account },
      subject: subject ?? null,
      text: text ?? null,
      answers_sha256: answers_sha256 ?? null,
    })
    .execute()
}
