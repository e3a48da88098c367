import { type RawBuilder, sql } from 'kysely'
import type { Area, AreaRevision } from '#core/api/areas.ts'
import { lastKnown } from '../coverage/standing-source.ts'
import type { Db, Trx } from '../db/database.ts'
import type { Write } from '../db/write.ts'
import { geoJson, geometryOf } from './shape-text.ts'

/** Which revision holds on which days: kept ready for now, worked out for an earlier knowledge. */
const spanSource = (plan: string, known: number | null): RawBuilder<unknown> =>
  known === null
    ? sql`(select area, valid, revision from area_span where plan = ${plan})`
    : sql`area_spans_of(${plan}, null, ${known}::bigint)`

const memberSource = (plan: string, known: number | null): RawBuilder<unknown> =>
  known === null
    ? sql`(select compound, area, valid from area_member where plan = ${plan})`
    : sql`area_members_of(${plan}, null, ${known}::bigint)`

/** The areas that hold on a day, as known after a write (null: now); one of them where it is named. */
export async function areasOn(db: Db, plan: string, day: string, known: number | null, id?: number): Promise<Area[]> {
  const { rows } = await sql<Area>`
    select a.id, u.code, r.name, a.kind, a.town, a.community, lower(s.valid) as from_on, upper(s.valid) as to_on,
      (select max(v.revision) from area_revision v where v.area = a.id and v.seq <= ${lastKnown(known)}::bigint) as version,
      r.ground, r.ground_note, r.shared_facilities, coalesce(m.compounds, '{}') as compounds,
      ST_Area(r.geom::geography) as m2, ${geoJson(sql`r.geom`)} as shape
    from ${spanSource(plan, known)} s
    join area a on a.id = s.area
    join subject u on u.id = a.id
    join area_revision r on r.area = s.area and r.revision = s.revision
    left join (select m.area, array_agg(m.compound order by m.compound) as compounds
      from ${memberSource(plan, known)} m where m.valid @> ${day}::date group by m.area) m on m.area = a.id
    where s.valid @> ${day}::date ${id === undefined ? sql`` : sql`and a.id = ${id}::bigint`} order by a.id`.execute(db)
  return rows
}

/** The area a compound belongs to on a day; a management area comes before the looser kinds. */
export async function areaOfCompound(db: Db, plan: string, compound: number, day: string, known: number | null) {
  const { rows } = await sql<Pick<Area, 'id' | 'name' | 'kind'>>`
    select a.id, r.name, a.kind
    from ${memberSource(plan, known)} m
    join ${spanSource(plan, known)} s on s.area = m.area and s.valid @> ${day}::date
    join area a on a.id = m.area
    join area_revision r on r.area = s.area and r.revision = s.revision
    where m.compound = ${compound}::bigint and m.valid @> ${day}::date order by a.kind <> 'management_area', a.id limit 1`.execute(
    db,
  )
  return rows[0]
}

/** Every revision of an area, oldest first, with what each gained and lost against the one before. */
export async function areaRevisions(db: Db, plan: string, area: number, known: number | null): Promise<AreaRevision[]> {
  const { rows } = await sql<AreaRevision>`
    select r.revision, r.seq, lower(r.valid) as from_on, upper(r.valid) as to_on, r.retired, r.name, r.ground, r.ground_note,
      r.shared_facilities, r.note, r.compounds, r.files, ST_Area(r.geom::geography) as m2,
      ${geoJson(sql`r.geom`)} as shape,
      ST_Area(case when b.geom is null then r.geom else ST_Difference(r.geom, b.geom, 1e-9) end::geography) as gained_m2,
      ST_Area(case when r.geom is null then b.geom else ST_Difference(b.geom, r.geom, 1e-9) end::geography) as lost_m2,
      w.account, c.name as account_name, w.recorded_at
    from area_revision r
    join plan_write w on w.plan = r.plan and w.seq = r.seq
    join account c on c.id = w.account
    left join area_revision b on b.area = r.area and b.revision = r.revision - 1
    where r.plan = ${plan} and r.area = ${area}::bigint and r.seq <= ${lastKnown(known)}::bigint
    order by r.revision`.execute(db)
  return rows
}

/** Who an area is, and its last revision; nothing where there is none of this id. */
export async function areaById(db: Db, plan: string, area: number) {
  return await db
    .selectFrom('area as a')
    .innerJoin('subject as u', 'u.id', 'a.id')
    .select(['a.id', 'u.code', 'a.kind', 'a.town', 'a.community'])
    .where('a.plan', '=', plan)
    .where('a.id', '=', area)
    .executeTakeFirst()
}

/** What a revision says; its days reach from `from_on` on. */
export interface RevisionRow {
  area: number
  revision: number
  from_on: string
  retired?: boolean
  name: string
  shape: Area['shape']
  ground: Area['ground']
  ground_note: string | null
  shared_facilities: string | null
  compounds: number[]
  note: string | null
  files: string[]
}

export const addArea = (
  trx: Trx,
  row: { id: number; plan: string; kind: Area['kind']; town: number | null; community: number | null },
) => trx.insertInto('area').values(row).execute()

/** Adds one revision; the write must have been opened with `shapes`. */
export async function addRevision(trx: Trx, write: Write, row: RevisionRow): Promise<void> {
  const { rows } = await sql<{ revision: number }>`
    insert into area_revision (plan, seq, geometry_revision, area, revision, valid, retired, name, geom, ground, ground_note,
      shared_facilities, compounds, note, files)
    values (${write.plan}, ${write.seq}::bigint, ${write.geometry_revision}::int, ${row.area}::bigint, ${row.revision}::int,
      daterange(${row.from_on}::date, null), ${row.retired ?? false}, ${row.name}, ${geometryOf(row.shape)}, ${row.ground}, ${row.ground_note},
      ${row.shared_facilities}, ${row.compounds}::bigint[], ${row.note}, ${row.files}::text[])
    returning revision`.execute(trx)
  if (rows.length !== 1) throw new Error('a revision was not stored')
}

/** The last revision of an area, whose it is and its shape: what a change made from an older one is held against. */
export async function lastRevision(db: Db, plan: string, area: number) {
  const { rows } = await sql<LastRevision>`
    select r.revision, r.retired, r.name, r.ground, r.ground_note, r.shared_facilities, r.compounds, lower(r.valid) as from_on,
      ${geoJson(sql`r.geom`)} as shape, w.account, c.name as account_name, w.recorded_at as at
    from area_revision r
    join plan_write w on w.plan = r.plan and w.seq = r.seq
    join account c on c.id = w.account
    where r.plan = ${plan} and r.area = ${area}::bigint order by r.revision desc limit 1`.execute(db)
  return rows[0]
}

interface LastRevision
  extends Pick<Area, 'name' | 'ground' | 'ground_note' | 'shared_facilities' | 'compounds' | 'from_on' | 'shape'> {
  revision: number
  retired: boolean
  account: string
  account_name: string
  at: string
}
