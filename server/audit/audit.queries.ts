import { type RawBuilder, sql } from 'kysely'
import type { TraceQuery, TraceRow } from '#core/api/audit.ts'
import type { Trx } from '../db/database.ts'

const all = (conditions: (RawBuilder<unknown> | false)[]) =>
  sql.join([sql`true`, ...conditions.filter(one => one !== false)], sql` and `)

const midnight = (day: string) => sql`${day}::date::timestamp at time zone 'Asia/Shanghai'`

/** Newest first: the writes of plans and the other traces, one list; those of demo plans alone for a demo's administrator. */
export async function traces(trx: Trx, asked: TraceQuery, demo: boolean, limit: number): Promise<TraceRow[]> {
  const { who, action, plan, from, to, outcome, cursor } = asked
  const [before_at, before_key] = cursor?.split('|') ?? []
  const wanted = all([
    who !== undefined && sql`e.account = ${who}`,
    action !== undefined && sql`e.action = ${action}`,
    plan !== undefined && sql`e.plan = ${plan}`,
    from !== undefined && sql`e.at >= ${midnight(from)}`,
    to !== undefined && sql`e.at < ${midnight(to)} + interval '1 day'`,
    outcome !== undefined && (outcome === 'done' ? sql`e.code = 'ok'` : sql`e.code <> 'ok'`),
    before_at !== undefined && sql`(e.at, e.key) < (${before_at}::timestamptz, ${before_key})`,
  ])
  const { rows } = await sql<TraceRow>`
    select e.key, e.at, e.account, a.name as account_name, coalesce(e.role, a.role) as role, e.action, e.plan, e.seq, e.object, e.note,
      e.before, e.after, e.ip, e.code
    from (
      select 'w/' || w.plan || '/' || w.seq as key, w.recorded_at as at, w.account, null as role, w.action, w.plan, w.seq, null as object,
        w.note, null::jsonb as before, null::jsonb as after, null as ip, 'ok' as code
      from plan_write w join plan p on p.id = w.plan and (p.demo or not ${demo}::boolean)
      union all
      select 'a/' || t.id, t.at, t.account, t.role, t.action, t.plan, null, t.object, null, t.before, t.after, t.ip, t.code from audit t
    ) e left join account a on a.id = e.account
    where ${wanted}
    order by e.at desc, e.key desc limit ${limit}`.execute(trx)
  return rows
}
