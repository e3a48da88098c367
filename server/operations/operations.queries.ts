import { sql } from 'kysely'
import type { Job } from '#core/api/operations.ts'
import type { Trx } from '../db/database.ts'

export interface Versions {
  database: string
  postgis: string
}

/** What PostgreSQL and PostGIS call themselves, without what a distribution adds. */
export const versions = async (trx: Trx): Promise<Versions> => {
  const { rows } = await sql<Versions>`
    select split_part(current_setting('server_version'), ' ', 1) as database, postgis_lib_version() as postgis`.execute(
    trx,
  )
  return rows[0]!
}

/** Packs that are made, by whichever server, and those that wait for their parts; one that has waited for a day was left. */
export const packsUnderWay = async (trx: Trx): Promise<Job[]> => {
  const { rows } = await sql<Job>`
    select 'pack' as kind, p.plan, p.id::text as "of", case p.state when 'making' then 'running' else 'waiting' end as state,
      case p.state when 'making' then p.progress end as progress, p.begun_at as since
    from pack p
    where p.state = 'making' and not pack_is_silent(p)
      or p.state = 'waiting' and p.begun_at > clock_timestamp() - interval '1 day'
    order by p.begun_at`.execute(trx)
  return rows
}
