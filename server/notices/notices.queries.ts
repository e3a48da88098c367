import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Notice, NoticeStep, OpenNotice } from '#core/api/notices.ts'
import { noticeState } from '#core/notices/notice-state.ts'
import type { Db, Trx } from '../db/database.ts'
import type { Write } from '../db/write.ts'

type NoticeRow = Omit<Notice, 'state'>

/** A plan's notices with their steps, the latest first; one of them where it is named. */
export async function noticesOf(db: Db, plan: string, today: string, id: number | null = null): Promise<Notice[]> {
  const { rows } = await sql<NoticeRow>`
    select n.id, n.template, n.closing, n.title, n.place, n.from_on, n.to_on, n.token, n.text,
      coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'kind', s.kind, 'account', s.account, 'account_name', a.name, 'text', s.text,
          'files', s.files, 'answers', s.answers, 'at', to_char(w.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by s.id)
        from notice_step s join plan_write w on w.plan = s.plan and w.seq = s.seq join account a on a.id = s.account
        where s.notice = n.id), '[]') as steps
    from public_notice n
    where n.plan = ${plan} and (${id}::bigint is null or n.id = ${id}::bigint)
    order by n.id desc limit 500`.execute(db)
  return rows.map(row => ({ ...row, state: noticeState(row, today, isWithdrawn(row.steps)) }))
}

const isWithdrawn = (steps: readonly NoticeStep[]) => steps.some(({ kind }) => kind === 'withdrawn')

/** Which notice a public address shows: its plan and its number. */
export const noticeByToken = (db: Db, token: string) =>
  db.selectFrom('public_notice').select(['plan', 'id']).where('token', '=', token).executeTakeFirst()

export async function addNotice(trx: Trx, write: Write, notice: OpenNotice & Pick<Notice, 'text'>, account: string) {
  const { template, closing, title, place, from_on, to_on, text } = notice
  const { id } = await trx
    .insertInto('public_notice')
    .values({
      plan: write.plan,
      seq: write.seq,
      template,
      closing,
      title,
      place,
      from_on,
      to_on,
      token: randomBytes(16).toString('base64url'),
      text: JSON.stringify(text),
      account,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export type NewNoticeStep = Pick<NoticeStep, 'kind'> & Partial<Pick<NoticeStep, 'text' | 'files' | 'answers'>>

export async function addNoticeStep(trx: Trx, write: Write, notice: number, step: NewNoticeStep, account: string) {
  const { id } = await trx
    .insertInto('notice_step')
    .values({
      plan: write.plan,
      seq: write.seq,
      notice,
      kind: step.kind,
      account,
      text: step.text ?? null,
      files: sql<string[]>`${step.files ?? []}::text[]`,
      answers: step.answers ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** The names of everybody registered in a plan: none of them belongs on a public page. */
export async function personsOf(db: Db, plan: string): Promise<string[]> {
  const rows = await db
    .selectFrom('contact')
    .select('name')
    .distinct()
    .where('plan', '=', plan)
    .where('name', 'is not', null)
    .execute()
  return rows.flatMap(({ name }) => name ?? [])
}
