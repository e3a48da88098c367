import { type RawBuilder, sql } from 'kysely'
import type { Basis } from '#core/api/common.ts'
import type { DayDelta } from '#core/coverage/curve.ts'
import type { Move, Tally } from '#core/coverage/tally.ts'
import type { Db } from '../db/database.ts'
import { type Asked, standingSource } from './standing-source.ts'

/** Counts the roster's members on some days, by community, membership and the base indicators' values. */
export async function talliesOn(db: Db, asked: Asked, bases: string[], days: string[]): Promise<Map<string, Tally[]>> {
  const byDay = new Map<string, Tally[]>(days.map(day => [day, []]))
  for (const { day, basis: _, ...tally } of await countedOn(db, asked, bases, days)) byDay.get(day)!.push(tally)
  return byDay
}

/** The same of one day on both bases. */
export async function talliesOnBoth(
  db: Db,
  asked: Omit<Asked, 'basis'>,
  bases: string[],
  day: string,
): Promise<Record<Basis, Tally[]>> {
  const tallies: Record<Basis, Tally[]> = { reported: [], verified: [] }
  for (const { day: _, basis, ...tally } of await countedOn(db, asked, bases, [day])) tallies[basis].push(tally)
  return tallies
}

async function countedOn(db: Db, asked: Omit<Asked, 'basis'> & { basis?: Basis }, bases: string[], days: string[]) {
  const { rows } = await sql<Tally & { day: string; basis: Basis }>`
    with ${standingSource(asked)}, held as (
      select d.day, s.basis, s.subject, ${valuesOf(bases, sql`true`)} as values, ${contextOn(sql`true`)}
      from unnest(${days}::date[]) as d (day)
      join st s on s.indicator = any(${['roster', ...bases]}) and s.from_on <= d.day and s.to_on > d.day
      group by 1, 2, 3
    )
    select day, basis, community, member, values, count(*)::int as count, sum(households)::bigint as households, sum(floor_area)::bigint as floor_area
    from held where member is not null group by 1, 2, 3, 4, 5`.execute(db)
  return rows
}

/** Counts the baseline's members whose values changed between two days, by community. */
export async function movesBetween(db: Db, asked: Asked, bases: string[], from: string, to: string): Promise<Move[]> {
  const then = sql`(s.from_on <= ${from}::date and s.to_on > ${from}::date)`
  const now = sql`(s.from_on <= ${to}::date and s.to_on > ${to}::date)`
  const { rows } = await sql<Move>`
    with ${standingSource(asked)}, held as (
      select s.subject, ${valuesOf(bases, now)} as now, ${valuesOf(bases, then)} as before, ${contextOn(now)}
      from st s where s.indicator = any(${['roster', ...bases]}) and (${now} or ${then})
      group by 1
    )
    select community, now, before, count(*)::int as count
    from held where member = 'baseline' and now is distinct from before group by 1, 2, 3`.execute(db)
  return rows
}

/** By how much each day changed the counts of one base indicator and of the roster; scopes empty means the whole plan. */
export async function dayDeltas(
  db: Db,
  plan: string,
  base: string,
  basis: string,
  scopes: number[],
  by: 'n' | 'households' | 'floor_area',
): Promise<DayDelta[]> {
  const { rows } = await sql<{ day: string; indicator: string; value: string; n: number }>`
    select greatest(day, '1000-01-01') as day, indicator, value, sum(${sql.ref(by)})::bigint as n
    from day_delta
    where plan = ${plan} and basis = ${basis} and indicator in ('roster', ${base}) and member = 'baseline'
      and scope = any(${scopes.length === 0 ? [0] : scopes}::bigint[])
    group by 1, 2, 3`.execute(db)
  return rows.map(({ day, indicator, value, n }) => ({ day, values: indicator === 'roster' ? null : [value], n }))
}

/** One pass over a subject's rows instead of a join per indicator: known-then rows have no statistics, and a join over them may take minutes. */
const valuesOf = (bases: string[], stands: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`array[${sql.join(bases.map(base => sql`max(s.value) filter (where s.indicator = ${base} and ${stands})`))}]`

const contextOn = (stands: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql.join(
    ['community', 'member', 'households', 'floor_area'].map(
      column =>
        sql`max(${sql.ref(`s.${column}`)}) filter (where s.indicator = 'roster' and ${stands}) as ${sql.ref(column)}`,
    ),
  )
