import { type RawBuilder, sql } from 'kysely'
import type { DayDelta } from '#core/coverage/curve.ts'
import type { Move, Tally } from '#core/coverage/tally.ts'
import type { Db } from '../db/database.ts'
import { type Asked, standingSource } from './standing-source.ts'

/** Counts the roster's members on some days, by community, membership and the base indicators' values. */
export async function talliesOn(db: Db, asked: Asked, bases: string[], days: string[]): Promise<Map<string, Tally[]>> {
  const { rows } = await sql<Tally & { day: string }>`
    with ${standingSource(asked)}, day as (select unnest(${days}::date[]) as day)
    select d.day, r.community, r.member, ${valuesOf(bases)} as values, count(*)::int as count,
      sum(r.households)::bigint as households, sum(r.floor_area)::bigint as floor_area
    from day d
    join st r on r.indicator = 'roster' and r.from_on <= d.day and r.to_on > d.day
    ${joined(bases, sql`d.day`)}
    group by 1, 2, 3, 4`.execute(db)
  const byDay = new Map<string, Tally[]>(days.map(day => [day, []]))
  for (const { day, ...tally } of rows) byDay.get(day)!.push(tally)
  return byDay
}

/** Counts the baseline's members whose values changed between two days, by community. */
export async function movesBetween(db: Db, asked: Asked, bases: string[], from: string, to: string): Promise<Move[]> {
  const { rows } = await sql<Move>`
    with ${standingSource(asked)}
    select r.community, ${valuesOf(bases)} as now, ${valuesOf(bases, 'b')} as before, count(*)::int as count
    from st r
    ${joined(bases, sql`${to}::date`)}
    ${joined(bases, sql`${from}::date`, 'b')}
    where r.indicator = 'roster' and r.member = 'baseline' and r.from_on <= ${to}::date and r.to_on > ${to}::date
      and ${valuesOf(bases)} is distinct from ${valuesOf(bases, 'b')}
    group by 1, 2, 3`.execute(db)
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

const alias = (letter: string, i: number) => sql.ref(`${letter}${i}`)

const valuesOf = (bases: string[], letter = 'x'): RawBuilder<unknown> =>
  sql`array[${sql.join(bases.map((_, i) => sql`${alias(letter, i)}.value`))}]`

const joined = (bases: string[], day: RawBuilder<unknown>, letter = 'x'): RawBuilder<unknown> =>
  sql.join(
    bases.map((base, i) => {
      const x = alias(letter, i)
      return sql`left join st ${x} on ${x}.subject = r.subject and ${x}.indicator = ${base} and ${x}.from_on <= ${day} and ${x}.to_on > ${day}`
    }),
    sql` `,
  )
