import { sql } from 'kysely'
import type { Db, StandingTable } from '../db/database.ts'
import { lastKnown, standingSource } from './standing-source.ts'

export type TimelineRow = Omit<StandingTable, 'plan'>

/** Standing rows of some indicators, both bases, by subject and day; of some subjects only where they are given. */
export async function standingRows(
  db: Db,
  plan: string,
  indicators: string[],
  known: number | null,
  subjects: number[] | null,
): Promise<TimelineRow[]> {
  const those = sql`${subjects}::bigint[]`
  const source =
    known !== null && subjects !== null
      ? sql`st as materialized (select * from standing_of(${plan}, kin_of(${plan}, ${those}), ${known}::bigint))`
      : standingSource({ plan, known })
  const { rows } = await sql<TimelineRow>`
    with ${source}
    select subject, indicator, basis, greatest(from_on, '1000-01-01') as from_on, to_on, value, organisation, community, member, households, floor_area
    from st where indicator = any(${indicators}) ${subjects === null ? sql`` : sql`and subject = any(${those})`}
    order by indicator, basis, subject, from_on`.execute(db)
  return rows
}

/** The subjects whose standing may have changed after a write, up to another one; null when it may be all of them. */
export async function touchedSince(
  db: Db,
  plan: string,
  since: number,
  until: number | null = null,
): Promise<number[] | null> {
  const { rows } = await sql<{ subjects: number[] | null; frozen: boolean }>`
    with touched as (
      select subject, indicator from observation where plan = ${plan} and seq > ${since}::bigint and seq <= ${lastKnown(until)}::bigint
      union
      select o.subject, o.indicator from verification v join observation o on o.id = v.observation
      where v.plan = ${plan} and v.seq > ${since}::bigint and v.seq <= ${lastKnown(until)}::bigint
    )
    select kin_of(${plan}, array_agg(subject)) as subjects, coalesce(bool_or(indicator = 'roster_frozen'), false) as frozen from touched`.execute(
    db,
  )
  const [touched] = rows
  if (touched?.frozen) return null
  return (touched?.subjects ?? []).map(Number)
}
