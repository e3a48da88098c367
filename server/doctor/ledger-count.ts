import { sql } from 'kysely'
import type { Basis } from '#core/api/common.ts'
import type { Trx } from '../db/database.ts'

/** So many compounds of one community hold these values, one per stored indicator; null is unreported. */
export interface Counted {
  basis: Basis
  community: number | null
  member: 'baseline' | 'addition'
  values: (string | null)[]
  count: number
  households: number
  floor_area: number
}

const FACTS = ['community', 'roster', 'households', 'floor_area', 'split_from', 'merged_into']

/**
 * Counts the roster of a day from the observations alone: neither from what is kept ready nor by the functions that work it
 * out. A row stands unless another names it; of one day's rows the last counts; a compound that was split or merged counts by
 * what became of it; the roster is as it was frozen, without those that were taken out since.
 */
export async function countLedger(
  trx: Trx,
  plan: string,
  { day, indicators }: { day: string; indicators: string[] },
): Promise<Counted[]> {
  // Common tables have no statistics, and a nested loop over them may take minutes.
  await sql`select set_config('enable_nestloop', 'off', true)`.execute(trx)
  const { rows } = await sql<Counted>`
    with recursive live as materialized (
      select o.id, o.subject, o.indicator, o.effective_on, o.value,
        (array_agg(v.verdict order by v.id desc) filter (where v.id is not null))[1] as verdict
      from observation o left join verification v on v.observation = o.id
      where o.plan = ${plan} and o.effective_on <= ${day}::date and o.value is not null
        and not exists (select from observation r where r.replaces = o.id) and o.indicator = any(${[...FACTS, ...indicators]})
      group by o.id
    ), fact as materialized (
      select distinct on (indicator, subject) indicator, subject, value from live
      where verdict is distinct from 'returned' and indicator = any(${FACTS})
      order by indicator, subject, effective_on desc, id desc
    ), told as materialized (
      select subject, max(value) filter (where indicator = 'roster') as roster,
        max(value) filter (where indicator = 'community') as community,
        coalesce(max(value) filter (where indicator = 'households'), '0')::bigint as households,
        coalesce(max(value) filter (where indicator = 'floor_area'), '0')::bigint as floor_area
      from fact group by subject
    ), said as materialized (
      select distinct on (b.basis, l.indicator, l.subject) b.basis, l.indicator, l.subject, l.value
      from live l cross join (values ('reported'), ('verified')) b (basis)
      where l.indicator = any(${indicators})
        and case b.basis when 'verified' then l.verdict = 'verified' else l.verdict is distinct from 'returned' end
      order by b.basis, l.indicator, l.subject, l.effective_on desc, l.id desc
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
      select subject, value::bigint as heir from fact where indicator = 'merged_into'
      union all
      select value::bigint, subject from fact where indicator = 'split_from'
    ), member as materialized (
      select u.id as subject, case when b.subject is null and exists (select from frozen) then 'addition' else 'baseline' end as member,
        t.community::bigint as community, coalesce(t.households, 0) as households, coalesce(t.floor_area, 0) as floor_area
      from subject u left join base b on b.subject = u.id left join told t on t.subject = u.id
      where u.plan = ${plan} and case
        when b.subject is not null then t.roster is distinct from 'out' or (select effective_on from frozen) > ${day}::date
        else t.roster = 'in' and u.id not in (select heir from heir) end
    ), way as (
      select subject, subject as leaf, array[subject] as path from member
      union all
      select w.subject, h.heir, w.path || h.heir from way w join heir h on h.subject = w.leaf and h.heir <> all(w.path)
    ), leaf as materialized (
      select distinct subject, leaf from way where leaf not in (select subject from heir)
    ), held as materialized (
      select b.basis, l.subject, i.place, case when count(s.value) > 0 then string_agg(coalesce(s.value, ''), '|' order by l.leaf) end as value
      from leaf l cross join (values ('reported'), ('verified')) b (basis)
      cross join unnest(${indicators}::text[]) with ordinality i (indicator, place)
      left join said s on s.subject = l.leaf and s.basis = b.basis and s.indicator = i.indicator
      group by 1, 2, 3
    ), tuple as materialized (
      select basis, subject, array_agg(value order by place) as values from held group by 1, 2
    )
    select b.basis, m.community, m.member, coalesce(t.values, array_fill(null::text, array[cardinality(${indicators}::text[])])) as values, count(*)::int as count, sum(m.households)::bigint as households,
      sum(m.floor_area)::bigint as floor_area
    from member m cross join (values ('reported'), ('verified')) b (basis)
    left join tuple t on t.subject = m.subject and t.basis = b.basis group by 1, 2, 3, 4`.execute(trx)
  await sql`select set_config('enable_nestloop', 'on', true)`.execute(trx)
  return rows
}
