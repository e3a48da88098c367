import { type RawBuilder, sql } from 'kysely'
import type { CaseState } from '#core/api/cases.ts'
import type { InboxCase, InboxConflict, InboxDraft, InboxReport, InboxTerm, ReturnedReport } from '#core/api/inbox.ts'
import type { Db } from '../db/database.ts'

/** A list shows so many; the count says how many there are. */
const SHOWN = 200

type Counted<T> = { rows: T[]; count: number }

const counted = <T extends { of: number }>(rows: T[]): Counted<Omit<T, 'of'>> => ({
  rows: rows.map(({ of: _, ...row }) => row),
  count: rows[0]?.of ?? 0,
})

/** The name a subject or organisation has today. */
const nameOf = (id: RawBuilder<unknown>, today: string) => sql`
  (select x.value from span x where x.subject = ${id} and x.indicator = 'name' and x.basis = 'reported' and x.from_on <= ${today}::date
   order by x.from_on desc limit 1)`

const reportFields = (today: string) => sql`
  o.id, o.subject, coalesce(${nameOf(sql`o.subject`, today)}, u.code) as subject_name, o.indicator, o.value, o.organisation,
  ${nameOf(sql`o.organisation`, today)} as organisation_name, o.effective_on, o.evidence, o.note,
  w.account, a.name as account_name, w.recorded_at`

/** What was said of indicators and neither withdrawn, replaced nor a fact of the ledger; `v` is its last verdict. */
const standing = (plan: string) => sql`
  from observation o
  join subject u on u.id = o.subject and u.kind = 'compound'
  join plan_write w on w.plan = o.plan and w.seq = o.seq
  join account a on a.id = w.account
  left join lateral (select v.verdict, v.reason, v.seq from verification v where v.observation = o.id order by v.id desc limit 1) v on true
  where o.plan = ${plan} and o.value is not null and o.indicator not in (select id from fact)
    and not exists (select from observation r where r.replaces = o.id)`

/** Reported and not judged yet, the newest first. */
export const waitingReports = async (db: Db, plan: string, today: string) => {
  const { rows } = await sql<InboxReport & { of: number }>`
    select ${reportFields(today)}, count(*) over () as of
    ${standing(plan)} and v.verdict is null order by o.id desc limit ${SHOWN}`.execute(db)
  return counted(rows)
}

/** Sent back and not yet reported anew, of the subjects the account that is set writes. */
export const returnedReports = async (db: Db, plan: string, today: string) => {
  const { rows } = await sql<ReturnedReport & { of: number }>`
    select ${reportFields(today)}, v.reason, b.name as returned_by, z.recorded_at as returned_at, count(*) over () as of
    from (select o.*, v.reason, v.seq as verdict_seq ${standing(plan)} and v.verdict in ('returned', 'revoked')) o
    join subject u on u.id = o.subject
    join plan_write w on w.plan = o.plan and w.seq = o.seq
    join account a on a.id = w.account
    join plan_write z on z.plan = o.plan and z.seq = o.verdict_seq
    join account b on b.id = z.account
    cross join lateral (select o.reason) v
    where may_write(o.subject)
      and not exists (select from observation n where n.subject = o.subject and n.indicator = o.indicator and n.seq > o.verdict_seq)
    order by z.seq desc limit ${SHOWN}`.execute(db)
  return counted(rows)
}

/** Where two people said different things of one day. */
export const conflicts = async (db: Db, plan: string, today: string): Promise<Counted<InboxConflict>> => {
  const { rows } = await sql<InboxReport>`
    with days as materialized (
      select o.subject, o.indicator, o.effective_on
      from observation o join plan_write w on w.plan = o.plan and w.seq = o.seq
      where o.plan = ${plan} and o.value is not null and o.indicator not in (select id from fact)
      group by o.subject, o.indicator, o.effective_on having count(distinct w.account) > 1
    ), held as materialized (
      select ${reportFields(today)} ${standing(plan)} and v.verdict is distinct from 'returned'
        and (o.subject, o.indicator, o.effective_on) in (select subject, indicator, effective_on from days)
    )
    select h.* from held h where exists (
      select from held b where b.subject = h.subject and b.indicator = h.indicator and b.effective_on = h.effective_on
        and b.account <> h.account and (b.value <> h.value or b.organisation is distinct from h.organisation))
      and may_write(h.subject)
    order by h.subject, h.indicator, h.effective_on, h.id desc`.execute(db)
  const pairs = rows.flatMap((standing, i): InboxConflict[] => {
    const other = rows[i + 1]
    if (!other || keyOf(other) !== keyOf(standing) || (rows[i - 1] && keyOf(rows[i - 1]!) === keyOf(standing)))
      return []
    const { subject, subject_name, indicator, effective_on } = standing
    return [{ subject, subject_name, indicator, effective_on, standing, other }]
  })
  return { rows: pairs.slice(0, SHOWN), count: pairs.length }
}

const keyOf = ({ subject, indicator, effective_on }: InboxReport) => `${subject} ${indicator} ${effective_on}`

/** Drafts in the states asked for; of notices those whose last day has passed. */
export const draftsIn = async (db: Db, plan: string, states: readonly string[], today: string) => {
  const { rows } = await sql<InboxDraft & { of: number }>`
    select d.id, d.name, d.state, a.name as account_name, d.saved_at, n.to_on, count(*) over () as of
    from area_draft d
    join account a on a.id = d.account
    left join lateral (select s.to_on from draft_step s where s.draft = d.id and s.kind = 'notice' order by s.id desc limit 1) n on true
    where d.plan = ${plan} and d.state = any(${[...states]}::text[]) and (d.state <> 'notice' or n.to_on < ${today}::date)
    order by d.saved_at limit ${SHOWN}`.execute(db)
  return counted(rows)
}

/** Committees whose term ends within so many days or has ended, of the subjects the account that is set sees. */
export const endingTerms = async (db: Db, plan: string, today: string, days: number) => {
  const { rows } = await sql<InboxTerm & { of: number }>`
    select f.subject, coalesce(${nameOf(sql`f.subject`, today)}, u.code) as subject_name, f.term_to,
      f.term_to - ${today}::date as days_left, count(*) over () as of
    from (select distinct on (c.subject) c.subject, c.term_to from committee_filing c where c.plan = ${plan} order by c.subject, c.id desc) f
    join subject u on u.id = f.subject
    where f.term_to <= ${today}::date + ${days}::int
    order by f.term_to, f.subject limit ${SHOWN}`.execute(db)
  return counted(rows)
}

/** Cases in some states, first due first; an owner's only where they were handed to the account that is set. */
export const casesFor = async (db: Db, plan: string, states: readonly CaseState[], today: string) => {
  const { rows } = await sql<InboxCase & { of: number }>`
    with told as materialized (
      select c.id, c.text, case_state(l.kind) as state, coalesce(o.owner, c.owner) as owner, coalesce(d.due_on, c.due_on) as due_on
      from case_file c
      left join lateral (select s.kind from case_step s where s.case_file = c.id order by s.id desc limit 1) l on true
      left join lateral (select s.owner from case_step s where s.case_file = c.id and s.owner is not null order by s.id desc limit 1) o on true
      left join lateral (select s.due_on from case_step s where s.case_file = c.id and s.due_on is not null order by s.id desc limit 1) d on true
      where c.plan = ${plan})
    select t.id, t.text, t.state, ${nameOf(sql`t.owner`, today)} as owner_name, t.due_on, coalesce(t.due_on < ${today}::date, false) as late,
      count(*) over () as of
    from told t where t.state = any(${[...states]}::text[])
      and (t.state in ('opened', 'applied', 'verified') or exists (select from account_grant g where g.account = app_account() and g.subject = t.owner))
    order by t.due_on nulls last, t.id limit ${SHOWN}`.execute(db)
  return counted(rows)
}

/** Which of these reports still stand unreplaced, with a value. */
export const standingAmong = async (db: Db, plan: string, ids: readonly number[]): Promise<number[]> => {
  const { rows } = await sql<{ id: number }>`
    select o.id from observation o where o.plan = ${plan} and o.id = any(${[...ids]}::bigint[]) and o.value is not null
      and not exists (select from observation r where r.replaces = o.id)`.execute(db)
  return rows.map(row => row.id)
}
