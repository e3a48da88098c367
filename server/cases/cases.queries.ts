import { sql } from 'kysely'
import type { Case, CasesQuery, OpenCase, StepCase } from '#core/api/cases.ts'
import { lastKnown } from '../coverage/standing-source.ts'
import type { Trx } from '../db/database.ts'
import type { Write } from '../db/write.ts'

export interface CasesAsked extends CasesQuery {
  id?: number
  limit?: number
}

/**
 * Cases as the account that is set sees them, newest first. `known_seq`: as they were known after a write; `as_of`: the day
 * `late` is asked on, else the known write's own day, else the plan's today.
 */
export async function casesOf(trx: Trx, plan: string, asked: CasesAsked = {}): Promise<Case[]> {
  const { id, meeting, state, owner, late, as_of, known_seq, cursor, limit } = asked
  await requireAccount(trx)
  const known = lastKnown(known_seq ?? null)
  const { rows } = await sql<Case>`
    with day as materialized (select coalesce(${as_of ?? null}::date,
      (select (w.recorded_at at time zone 'Asia/Shanghai')::date from plan_write w where w.plan = ${plan} and w.seq = ${known_seq ?? null}::bigint),
      (plan_now(${plan}) at time zone 'Asia/Shanghai')::date) as today),
    told as materialized (
      select c.id, c.kind, c.meeting, c.text, coalesce(o.owner, c.owner) as owner, c.subject,
        case when c.at is not null then jsonb_build_array(ST_X(c.at), ST_Y(c.at)) end as at,
        coalesce(d.due_on, c.due_on) as due_on, c.due_on as opened_due_on, case_state(l.kind) as state, c.files, c.account, c.seq
      from case_file c
      left join lateral (select s.kind from case_step s where s.case_file = c.id and s.seq <= ${known}::bigint order by s.id desc limit 1) l on true
      left join lateral (select s.owner from case_step s
        where s.case_file = c.id and s.seq <= ${known}::bigint and s.owner is not null order by s.id desc limit 1) o on true
      left join lateral (select s.due_on from case_step s
        where s.case_file = c.id and s.seq <= ${known}::bigint and s.due_on is not null order by s.id desc limit 1) d on true
      where c.plan = ${plan} and c.seq <= ${known}::bigint
        ${id === undefined ? sql`` : sql`and c.id = ${id}::bigint`}
        ${meeting === undefined ? sql`` : sql`and c.meeting = ${meeting}::bigint`}
        ${cursor === undefined ? sql`` : sql`and c.id < ${cursor}::bigint`}),
    judged as (select t.*, coalesce(t.state not in ('closed', 'long_term') and t.due_on < d.today, false) as late from told t cross join day d),
    shown as materialized (
      select * from judged where true
        ${state === undefined ? sql`` : sql`and state = ${state}`}
        ${owner === undefined ? sql`` : sql`and owner = ${owner}::bigint`}
        ${late === undefined ? sql`` : sql`and late = ${late}`}
      order by id desc limit ${limit ?? null}::int),
    steps as materialized (
      select s.* from case_step s where s.case_file in (select id from shown) and s.seq <= ${known}::bigint),
    called as materialized (
      select id, name_known(${plan}, id, (select today from day), ${known_seq ?? null}::bigint) as name
      from (select owner from shown union select owner from steps union select subject from shown) i (id) where id is not null)
    select c.id, c.kind, c.meeting, c.text, c.owner, o.name as owner_name, c.subject, p.name as subject_name, c.at, c.due_on, c.opened_due_on,
      c.state, c.late, c.files, c.account, a.name as account_name, w.recorded_at as opened_at,
      (w.recorded_at at time zone 'Asia/Shanghai')::date as opened_on,
      coalesce((select jsonb_agg(jsonb_build_object('kind', s.kind, 'account', s.account, 'account_name', b.name,
          'at', to_char(v.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'text', s.text, 'owner_name', n.name,
          'due_on', s.due_on, 'files', s.files) order by s.id)
        from steps s join plan_write v on v.plan = s.plan and v.seq = s.seq join account b on b.id = s.account left join called n on n.id = s.owner
        where s.case_file = c.id), '[]') as steps
    from shown c
    join plan_write w on w.plan = ${plan} and w.seq = c.seq
    join account a on a.id = c.account
    left join called o on o.id = c.owner
    left join called p on p.id = c.subject
    order by c.id desc`.execute(trx)
  return rows
}

/** Asked in nobody's name, row-level security would answer that there are none. */
async function requireAccount(trx: Trx): Promise<void> {
  const { rows } = await sql<{ account: string | null }>`select app_account() as account`.execute(trx)
  if (!rows[0]?.account) throw new Error('cases are asked for in an account’s name')
}

export const addCase = async (trx: Trx, { plan, seq }: Write, account: string, body: OpenCase): Promise<number> => {
  const row = await trx
    .insertInto('case_file')
    .values({
      plan,
      seq,
      account,
      kind: body.kind,
      meeting: body.meeting ?? null,
      text: body.text,
      owner: body.owner ?? null,
      subject: body.subject ?? null,
      at: body.at ? sql<string>`ST_SetSRID(ST_MakePoint(${body.at[0]}, ${body.at[1]}), 4490)` : null,
      due_on: body.due_on ?? null,
      files: sql<string[]>`${body.files ?? []}::text[]`,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export const addCaseStep = async (
  trx: Trx,
  { plan, seq }: Write,
  account: string,
  id: number,
  step: StepCase,
): Promise<number> => {
  const row = await trx
    .insertInto('case_step')
    .values({
      plan,
      seq,
      account,
      case_file: id,
      kind: step.kind,
      text: step.text ?? null,
      owner: step.owner ?? null,
      due_on: step.due_on ?? null,
      files: sql<string[]>`${step.files ?? []}::text[]`,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}
