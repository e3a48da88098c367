import { sql } from 'kysely'
import type { Basis } from '#core/api/common.ts'
import type { Trx } from '../db/database.ts'

/** So many compounds of one community hold these values on a day, one per stored indicator; null is unreported. */
export interface Counted {
  day: string
  basis: Basis
  community: number | null
  member: 'baseline' | 'addition'
  values: (string | null)[]
  count: number
  households: number
  floor_area: number
}

/**
 * Counts the roster from the observations alone: neither from what is kept ready nor by the functions that work it out.
 * A row stands unless another names it; of one day's rows the last counts; a compound that was split or merged counts by what
 * became of it; the roster is as it was frozen, without those that were taken out since.
 */
export async function countLedger(
  trx: Trx,
  plan: string,
  { days, indicators }: { days: string[]; indicators: string[] },
): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    with recursive live as materialized (
      select o.id, o.seq, o.subject, o.indicator, o.effective_on, o.value,
        (array_agg(v.verdict order by v.id desc) filter (where v.id is not null))[1] as verdict
      from observation o left join verification v on v.observation = o.id
      where o.plan = ${plan} and o.value is not null and not exists (select from observation r where r.replaces = o.id)
        and o.indicator = any(${['community', 'roster', 'households', 'floor_area', 'split_from', 'merged_into', ...indicators]})
      group by o.id
    ), d as (
      select day from unnest(${days}::date[]) day
    ), fact as materialized (
      select distinct on (d.day, l.indicator, l.subject) d.day, l.indicator, l.subject, l.value
      from d join live l on l.effective_on <= d.day
      where l.verdict is distinct from 'returned' and l.indicator <> all(${indicators})
      order by d.day, l.indicator, l.subject, l.effective_on desc, l.id desc
    ), said as materialized (
      select distinct on (d.day, b.basis, l.indicator, l.subject) d.day, b.basis, l.indicator, l.subject, l.value
      from d cross join (values ('reported'), ('verified')) b (basis) join live l on l.effective_on <= d.day
      where l.indicator = any(${indicators})
        and case b.basis when 'verified' then l.verdict = 'verified' else l.verdict is distinct from 'returned' end
      order by d.day, b.basis, l.indicator, l.subject, l.effective_on desc, l.id desc
    ), frozen as (
      select o.seq, o.effective_on from observation o
      where o.plan = ${plan} and o.indicator = 'roster_frozen' and o.value = 'true'
        and not exists (select from observation r where r.replaces = o.id)
      order by o.id desc limit 1
    ), base as materialized (
      select x.subject from (
        select distinct on (o.subject) o.subject, o.value from frozen f
        join observation o on o.plan = ${plan} and o.indicator = 'roster' and o.seq <= f.seq and o.effective_on <= f.effective_on
        where o.value is not null
          and not exists (select from observation r where r.replaces = o.id and r.seq <= f.seq)
          and (select v.verdict from verification v where v.observation = o.id and v.seq <= f.seq order by v.id desc limit 1)
            is distinct from 'returned'
        order by o.subject, o.effective_on desc, o.id desc) x
      where x.value = 'in'
    ), heir as materialized (
      select day, subject, value::bigint as heir from fact where indicator = 'merged_into'
      union all
      select day, value::bigint, subject from fact where indicator = 'split_from'
    ), listed as (
      select d.day, u.id as subject from d cross join subject u where u.plan = ${plan} and u.kind in ('compound', 'measure')
    ), member as materialized (
      select m.day, m.subject, case when b.subject is not null or not exists (select from frozen) then 'baseline' else 'addition' end as member
      from listed m
      left join base b on b.subject = m.subject
      left join fact r on r.day = m.day and r.subject = m.subject and r.indicator = 'roster'
      left join frozen f on true
      where case when b.subject is not null then r.value is distinct from 'out' or m.day < f.effective_on
        else r.value = 'in' and not exists (select from heir h where h.day = m.day and h.heir = m.subject) end
    ), way as (
      select m.day, m.subject, m.subject as leaf, array[m.subject] as path from member m
      union all
      select w.day, w.subject, h.heir, w.path || h.heir from way w
      join heir h on h.day = w.day and h.subject = w.leaf and h.heir <> all(w.path)
    ), leaf as materialized (
      select distinct w.day, w.subject, w.leaf from way w
      where not exists (select from heir h where h.day = w.day and h.subject = w.leaf)
    ), held as materialized (
      select l.day, b.basis, l.subject, i.indicator, i.place,
        case when count(s.value) > 0 then string_agg(coalesce(s.value, ''), '|' order by l.leaf) end as value
      from leaf l cross join (values ('reported'), ('verified')) b (basis)
      cross join unnest(${indicators}::text[]) with ordinality i (indicator, place)
      left join said s on s.day = l.day and s.basis = b.basis and s.subject = l.leaf and s.indicator = i.indicator
      group by 1, 2, 3, 4, 5
    ), each as (
      select m.day, b.basis, m.subject, m.member, array_agg(h.value order by h.place) as values
      from member m cross join (values ('reported'), ('verified')) b (basis)
      left join held h on h.day = m.day and h.basis = b.basis and h.subject = m.subject
      group by 1, 2, 3, 4
    )
    select e.day, e.basis, c.value::bigint as community, e.member, e.values, count(*)::int as count,
      coalesce(sum(n.value::bigint), 0)::bigint as households, coalesce(sum(a.value::bigint), 0)::bigint as floor_area
    from each e
    left join fact c on c.day = e.day and c.subject = e.subject and c.indicator = 'community'
    left join fact n on n.day = e.day and n.subject = e.subject and n.indicator = 'households'
    left join fact a on a.day = e.day and a.subject = e.subject and a.indicator = 'floor_area'
    group by 1, 2, 3, 4, 5`.execute(trx)
  return rows
}
