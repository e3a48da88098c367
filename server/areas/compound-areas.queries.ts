import { sql } from 'kysely'
import type { CompoundAreas } from '#core/api/areas.ts'
import type { Db } from '../db/database.ts'

/** The areas a compound belongs to on a day, as known now; the one with the no-overlap rule first. */
export async function areasOfCompound(
  db: Db,
  plan: string,
  compound: number,
  day: string,
): Promise<CompoundAreas['areas']> {
  const { rows } = await sql<CompoundAreas['areas'][number]>`
    select s.area as id, s.name, s.kind from area_member m
    join area_span s on s.area = m.area and s.valid @> ${day}::date
    where m.plan = ${plan} and m.compound = ${compound}::bigint and m.valid @> ${day}::date
    order by s.kind <> 'management_area', s.area`.execute(db)
  return rows
}
