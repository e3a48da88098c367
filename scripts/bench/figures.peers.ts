import { sql } from 'kysely'
import type { Tally } from '#core/coverage/tally.ts'
import type { Db } from '../../server/db/database.ts'

/** Observations that count as reported: not replaced, not withdrawn, their last verdict not a return. */
const LIVE = sql`o.value is not null
  and not exists (select from observation r where r.replaces = o.id)
  and not exists (select from verification v where v.observation = o.id and v.verdict = 'returned'
    and not exists (select from verification n where n.observation = v.observation and n.id > v.id))`

/** Progress asked of the observations themselves: the last of each subject and indicator by a day, counted by community and mode. */
export async function talliesByDistinctOn(db: Db, plans: string[], day: string): Promise<(Tally & { plan: string })[]> {
  const { rows } = await sql<Tally & { plan: string }>`
    with last as (
      select distinct on (o.subject, o.indicator) o.plan, o.subject, o.indicator, o.value from observation o
      where o.plan = any(${plans}) and o.indicator in ('community', 'roster', 'households', 'floor_area', 'management')
        and o.effective_on <= ${day}::date and ${LIVE}
      order by o.subject, o.indicator, o.effective_on desc, o.id desc
    ), held as (
      select plan, subject, max(value) filter (where indicator = 'community') as community, max(value) filter (where indicator = 'roster') as roster,
        max(value) filter (where indicator = 'households') as households, max(value) filter (where indicator = 'floor_area') as floor_area,
        max(value) filter (where indicator = 'management') as management
      from last group by 1, 2
    )
    select plan, community::bigint as community, 'baseline' as member, array[management] as values, count(*)::int as count,
      sum(households::bigint)::bigint as households, sum(floor_area::bigint)::bigint as floor_area
    from held where roster = 'in' group by 1, 2, 4`.execute(db)
  return rows
}

/** The same by one DISTINCT ON per fact, joined. */
export async function talliesByJoinedFacts(
  db: Db,
  plans: string[],
  day: string,
): Promise<(Tally & { plan: string })[]> {
  const fact = (indicator: string) => sql`
    select distinct on (o.subject) o.plan, o.subject, o.value from observation o
    where o.plan = any(${plans}) and o.indicator = ${indicator} and o.effective_on <= ${day}::date and ${LIVE}
    order by o.subject, o.effective_on desc, o.id desc`
  const { rows } = await sql<Tally & { plan: string }>`
    select r.plan, c.value::bigint as community, 'baseline' as member, array[m.value] as values, count(*)::int as count,
      sum(h.value::bigint)::bigint as households, sum(a.value::bigint)::bigint as floor_area
    from (${fact('roster')}) r left join (${fact('community')}) c using (subject) left join (${fact('households')}) h using (subject)
    left join (${fact('floor_area')}) a using (subject) left join (${fact('management')}) m using (subject)
    where r.value = 'in' group by 1, 2, 4`.execute(db)
  return rows
}

export interface DayValue {
  plan: string
  day: string
  /** null speaks of the roster's size. */
  value: string | null
  n: number
}

/** The curve in one pass over the observations: the winner of each day, from when until when it stands, the changes added up. */
export async function curveByEvents(db: Db, plans: string[]): Promise<DayValue[]> {
  const { rows } = await sql<DayValue>`
    with winner as (
      select distinct on (o.subject, o.indicator, o.effective_on) o.plan, o.subject, o.indicator, o.effective_on as day, o.value from observation o
      where o.plan = any(${plans}) and o.indicator in ('roster', 'management') and ${LIVE}
      order by o.subject, o.indicator, o.effective_on, o.id desc
    ), held as (
      select plan, subject, day,
        (array_agg(value) filter (where indicator = 'roster') over (partition by subject order by day rows unbounded preceding)) as roster,
        (array_agg(value) filter (where indicator = 'management') over (partition by subject order by day rows unbounded preceding)) as management
      from winner
    ), latest as (
      select distinct on (subject, day) plan, subject, day, roster[array_length(roster, 1)] as roster, management[array_length(management, 1)] as management
      from held order by subject, day, coalesce(array_length(roster, 1), 0) + coalesce(array_length(management, 1), 0) desc
    ), member as (
      select plan, subject, day, roster = 'in' as counts, management,
        lag(roster = 'in') over w as counted, lag(management) over w as before
      from latest window w as (partition by subject order by day)
    )
    select plan, day, value, sum(sign)::int as n from (
      select plan, day, management as value, 1 as sign from member where counts and management is not null
      union all select plan, day, before, -1 from member where counted and before is not null
      union all select plan, day, null, 1 from member where counts
      union all select plan, day, null, -1 from member where counted
    ) e group by 1, 2, 3 having sum(sign) <> 0`.execute(db)
  return rows
}
