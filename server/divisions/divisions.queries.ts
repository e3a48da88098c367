import { sql } from 'kysely'
import type { Division, Organisation } from '#core/api/plans.ts'
import { lastKnown, spanSource } from '../coverage/standing-source.ts'
import type { Db } from '../db/database.ts'

/** The divisions of a plan with the names in force on a day as known after a write (null: now), in the order of level and code; bbox of the shape where there is one. */
export async function divisionsOf(db: Db, plan: string, day: string, known: number | null): Promise<Division[]> {
  const { rows } = await sql<Omit<Division, 'bbox'> & { box: [number, number, number, number] | null }>`
    select d.id, u.code, coalesce(n.value, u.code) as name, d.level, d.parent,
      (select array[ST_XMin(s.geom), ST_YMin(s.geom), ST_XMax(s.geom), ST_YMax(s.geom)] from shape s
        where s.subject = d.id and s.seq <= ${lastKnown(known)}::bigint order by s.geometry_revision desc limit 1) as box
    from division d
    join subject u on u.id = d.id
    left join ${spanSource(plan, known, 'division')} n on n.subject = d.id and n.indicator = 'name' and n.basis = 'reported'
      and n.from_on <= ${day}::date and n.to_on > ${day}::date
    where u.plan = ${plan} and u.created_seq <= ${lastKnown(known)}::bigint order by u.code`.execute(db)
  return rows.map(({ box, ...division }) => ({ ...division, bbox: box }))
}

/** The same as GeoJSON, of one level where it is named; a division without a shape has a null geometry. */
export async function divisionFeatures(db: Db, plan: string, day: string, level: string | null) {
  const { rows } = await sql<{ features: unknown }>`
    select coalesce(jsonb_agg(jsonb_build_object('type', 'Feature', 'id', d.id,
      'geometry', (select ST_AsGeoJSON(s.geom, 7, 0)::jsonb from shape s where s.subject = d.id order by s.geometry_revision desc limit 1),
      'properties', jsonb_build_object('code', u.code, 'level', d.level, 'parent', d.parent, 'name', coalesce(n.value, u.code))) order by u.code), '[]') as features
    from division d join subject u on u.id = d.id
    left join span n on n.plan = u.plan and n.subject = d.id and n.indicator = 'name' and n.basis = 'reported'
      and n.from_on <= ${day}::date and n.to_on > ${day}::date
    where u.plan = ${plan} and (${level}::text is null or d.level = ${level})`.execute(db)
  return { type: 'FeatureCollection', features: rows[0]!.features }
}

/** The organisations or the measures of a plan, with the names in force on a day, as known after a write (null: now). */
export async function namedOf(
  db: Db,
  plan: string,
  kind: 'organisation' | 'measure',
  day: string,
  known: number | null = null,
): Promise<Organisation[]> {
  const { rows } = await sql<Organisation>`
    select u.id, u.code, coalesce(n.value, u.code) as name from subject u
    left join ${spanSource(plan, known, kind)} n on n.subject = u.id and n.indicator = 'name' and n.basis = 'reported'
      and n.from_on <= ${day}::date and n.to_on > ${day}::date
    where u.plan = ${plan} and u.kind = ${kind} and u.created_seq <= ${lastKnown(known)}::bigint order by u.code`.execute(
    db,
  )
  return rows
}
