import type { MultiPolygon } from 'geojson'
import { sql } from 'kysely'
import { lastKnown, spansSource } from '../coverage/standing-source.ts'
import type { Db } from '../db/database.ts'

/** The last known shape of each compound, with its ground in m². */
export async function shapesOf(db: Db, plan: string, known: number | null) {
  const { rows } = await sql<{ subject: number; shape: string; m2: number }>`
    select p.subject, ST_AsGeoJSON(p.geom, 9, 0) as shape, ST_Area(p.geom::geography) as m2
    from (select distinct on (s.subject) s.subject, s.geom from shape s join subject u on u.id = s.subject
      where s.plan = ${plan} and u.kind = 'compound' and s.seq <= ${lastKnown(known)}::bigint
      order by s.subject, s.geometry_revision desc) p where p.geom is not null`.execute(db)
  return new Map(
    rows.map(({ subject, shape, m2 }) => [subject, { shape: JSON.parse(shape) as MultiPolygon, ground_m2: m2 }]),
  )
}

/** The compounds whose shown value of a day was verified as it was reported. */
export async function verifiedOn(db: Db, plan: string, shown: string, day: string, known: number | null) {
  const { rows } = await sql<{ subject: number }>`
    with ${spansSource(plan, known)}
    select r.subject from spans r join spans v using (subject, indicator, observation)
    where r.indicator = ${shown} and r.basis = 'reported' and v.basis = 'verified'
      and r.from_on <= ${day}::date and r.to_on > ${day}::date and v.from_on <= ${day}::date and v.to_on > ${day}::date`.execute(
    db,
  )
  return new Set(rows.map(({ subject }) => subject))
}
