import { sql } from 'kysely'
import type { Basis, Compound, HistoryRow } from '#core/api/index.ts'
import { lastKnown, spanSource, spansSource, standingSource } from '../coverage/standing-source.ts'
import type { Db } from '../db/database.ts'

export interface LedgerQuestion {
  plan: string
  as_of: string
  basis: Basis
  known: number | null
  /** The indicator whose value, manager and first day the row shows. */
  shown: string
}

/** Every compound of which anything is said, as of a day, with all its standing values; `where` narrows, `limit` pages by id. */
export async function ledgerRows(
  db: Db,
  { plan, as_of, basis, known, shown }: LedgerQuestion,
  where: { ids?: number[]; after?: number; limit?: number; bbox?: number[] } = {},
): Promise<Compound[]> {
  const { rows } = await sql<LedgerRow>`
    with ${standingSource({ plan, basis: 'reported', known })}, ${spansSource(plan, known)}, sp as materialized (
      select s.*, s.indicator in (select id from fact) as is_fact from spans s where s.from_on <= ${as_of}::date and s.to_on > ${as_of}::date
    ), held as (
      select subject, jsonb_object_agg(indicator, value) as values, max(organisation) filter (where indicator = ${shown}) as organisation
      from sp where basis = case when is_fact then 'reported' else ${basis} end group by subject
    ), run as (
      select subject, case when lag(to_on) over w = from_on and lag(value) over w = value and lag(organisation) over w is not distinct from organisation
        then null else from_on end as begins
      from spans where indicator = ${shown} and basis = ${basis} and from_on <= ${as_of}::date window w as (partition by subject order by from_on)
    ), begun as (
      select subject, max(begins) as since from run group by subject
    ), said as (
      select o.subject, array_agg(distinct (w.recorded_at at time zone 'Asia/Shanghai')::date::text order by (w.recorded_at at time zone 'Asia/Shanghai')::date::text) as reported_on
      from observation o join plan_write w on w.plan = o.plan and w.seq = o.seq
      where o.plan = ${plan} and o.seq <= ${lastKnown(known)}::bigint and o.value is not null and o.indicator not in (select id from fact) group by o.subject
    ), sent_back as (
      select distinct o.subject from verification v join observation o on o.id = v.observation
      where v.plan = ${plan} and v.seq <= ${lastKnown(known)}::bigint and v.verdict = 'returned'
        and not exists (select from verification n where n.observation = o.id and n.id > v.id and n.seq <= ${lastKnown(known)}::bigint)
        and not exists (select from observation r where r.subject = o.subject and r.indicator = o.indicator and r.id > o.id
          and r.plan = ${plan} and r.seq <= ${lastKnown(known)}::bigint)
    ), place as (
      select distinct on (s.subject) s.subject, s.geom from shape s where s.plan = ${plan} and s.seq <= ${lastKnown(known)}::bigint order by s.subject, s.geometry_revision desc
    ), succession as materialized (
      select indicator, from_on, case indicator when 'split_from' then value::bigint else subject end as earlier,
        case indicator when 'split_from' then subject else value::bigint end as later
      from spans s where indicator in ('split_from', 'merged_into') and basis = 'reported'
    )
    select u.id, u.code, h.values, h.organisation, case when h.values ? ${shown} then b.since end as since, coalesce(y.reported_on, '{}') as reported_on,
      u.id in (select subject from sent_back) as returned, r.member,
      d.parent as town, ST_X(p.point) as lon, ST_Y(p.point) as lat,
      (select min(e.from_on) from succession e where e.later = u.id and (e.indicator = 'split_from' or r.member is null)) as from_on,
      (select min(e.from_on) from succession e where e.earlier = u.id) as to_on
    from subject u
    left join held h on h.subject = u.id
    left join begun b on b.subject = u.id
    left join said y on y.subject = u.id
    left join division d on d.id = (h.values ->> 'community')::bigint
    left join st r on r.subject = u.id and r.indicator = 'roster'
      and r.from_on <= ${as_of}::date and r.to_on > ${as_of}::date
    left join place g on g.subject = u.id
    left join lateral (select ST_PointOnSurface(g.geom) as point) p on true
    where u.plan = ${plan} and u.kind = 'compound' and u.created_seq <= ${lastKnown(known)}::bigint and u.id in (select subject from spans)
      ${where.ids ? sql`and u.id = any(${where.ids}::bigint[])` : sql``}
      ${where.after ? sql`and u.id > ${where.after}::bigint` : sql``}
      ${where.bbox ? sql`and g.geom && ST_MakeEnvelope(${sql.join(where.bbox)}, 4490)` : sql``}
    order by u.id ${where.limit ? sql`limit ${where.limit}` : sql``}`.execute(db)
  return rows.map(row => compoundOf(row, shown))
}

interface LedgerRow {
  id: number
  code: string
  values: Record<string, string> | null
  organisation: number | null
  since: string | null
  reported_on: string[]
  returned: boolean
  member: string | null
  town: number | null
  lon: number | null
  lat: number | null
  from_on: string | null
  to_on: string | null
}

const PLAIN = ['name', 'community', 'households', 'floor_area', 'buildings', 'roster']

function compoundOf({ values: all, member, lon, lat, ...row }: LedgerRow, shown: string): Compound {
  const held = all ?? {}
  const values = Object.fromEntries(Object.entries(held).filter(([id]) => !PLAIN.includes(id) && id !== shown))
  const number = (id: string) => (held[id] === undefined ? null : Number(held[id]))
  return {
    ...row,
    name: held.name ?? row.code,
    community: number('community'),
    management: held[shown] ?? null,
    households: number('households'),
    floor_area: number('floor_area'),
    buildings: number('buildings'),
    member: member ?? '',
    at: lon === null || lat === null ? null : [lon, lat],
    values,
  }
}

/** Everything ever said of one subject up to a write, newest first, with what became of it. */
export async function historyRows(
  db: Db,
  plan: string,
  subject: number,
  today: string,
  known: number | null,
): Promise<HistoryRow[]> {
  const until = lastKnown(known)
  const { rows } = await sql<HistoryRow>`
    select o.id, o.seq, o.indicator, o.value, o.organisation, n.value as organisation_name, o.effective_on, o.period, w.recorded_at,
      w.account, a.name as account_name, w.action, o.replaces, o.evidence, o.note, v.verdict, v.reason as verdict_reason,
      case when o.value is null then 'withdrawn'
        when r.id is not null then case when r.value is null then 'withdrawn' else 'replaced' end
        when v.verdict = 'returned' then 'returned'
        when o.effective_on > ${today}::date then 'ahead' else 'standing' end as state
    from observation o
    join plan_write w on w.plan = o.plan and w.seq = o.seq
    join account a on a.id = w.account
    left join lateral (select v.verdict, v.reason from verification v where v.observation = o.id and v.seq <= ${until}::bigint order by v.id desc limit 1) v on true
    left join lateral (select r.id, r.value from observation r where r.replaces = o.id and r.seq <= ${until}::bigint order by r.id desc limit 1) r on true
    left join lateral (select s.value from ${spanSource(plan, known, 'organisation')} s where s.subject = o.organisation and s.indicator = 'name' and s.basis = 'reported'
      order by s.from_on desc limit 1) n on true
    where o.plan = ${plan} and o.subject = ${subject}::bigint and o.seq <= ${until}::bigint
    order by o.id desc limit 500`.execute(db)
  return rows
}

/** The present names of a community's compounds. */
export const namesIn = async (db: Db, plan: string, community: number): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select n.value as name from span c
    join span n on n.plan = c.plan and n.subject = c.subject and n.indicator = 'name' and n.basis = 'reported' and n.to_on = 'infinity'
    where c.plan = ${plan} and c.indicator = 'community' and c.basis = 'reported' and c.to_on = 'infinity' and c.value = ${String(community)}
      and c.subject in (select id from subject where plan = ${plan} and kind = 'compound')`.execute(db)
  return rows.map(({ name }) => name)
}
