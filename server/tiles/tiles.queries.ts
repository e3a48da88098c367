import { sql } from 'kysely'
import type { SubjectKind } from '#core/api/common.ts'
import type { Trx } from '../db/database.ts'

/** A subject's shape, and for a compound a point inside it, as WKB; null where it was taken off the map. */
export interface ShapeOut {
  subject: number
  kind: SubjectKind
  code: string
  level: string | null
  shape: Uint8Array | null
  inside: Uint8Array | null
}

export interface BasemapOut {
  id: number
  layer: string
  class: string | null
  name: string | null
  shape: Uint8Array
}

/** The newest geometry revision, or nothing where there is no such plan. */
export async function geometryHead(trx: Trx, plan: string): Promise<number | undefined> {
  const row = await trx.selectFrom('plan_head').select('geometry_revision').where('plan', '=', plan).executeTakeFirst()
  return row?.geometry_revision
}

/**
 * The shapes that hold at `until` and were given after `since`, by subject, `limit` subjects beyond `after`.
 * With `since` 0 that is every shape on the map then.
 */
export async function shapesOf(
  trx: Trx,
  plan: string,
  { since, until, after, limit }: { since: number; until: number; after: number; limit: number },
): Promise<ShapeOut[]> {
  const { rows } = await sql<ShapeOut>`
    select s.subject, u.kind, u.code, d.level, ST_AsBinary(s.geom, 'NDR') as shape,
      case when u.kind = 'compound' then ST_AsBinary(ST_PointOnSurface(s.geom), 'NDR') end as inside
    from (
      select distinct on (subject) subject, geom from shape
      where plan = ${plan} and subject > ${after} and geometry_revision <= ${until} and geometry_revision > ${since}
      order by subject, geometry_revision desc
      limit ${limit}
    ) s
    join subject u on u.id = s.subject
    left join division d on d.id = s.subject
    order by s.subject`.execute(trx)
  return rows
}

/** An area's shape over some of its days, as WKB; all null where nothing of it holds any more, and no shape for a list alone. */
export interface AreaOut {
  subject: number
  kind: string
  from_day: number
  to_day: number | null
  shape: Uint8Array | null
}

/** The areas that were published or retired after `since`, as they hold at `until`, `limit` areas beyond `after`: a row for each run of days. */
export async function areasOf(
  trx: Trx,
  plan: string,
  { since, until, after, limit }: { since: number; until: number; after: number; limit: number },
): Promise<AreaOut[]> {
  const { rows } = await sql<AreaOut>`
    select c.area as subject, a.kind, lower(s.valid) - date '1970-01-01' as from_day, upper(s.valid) - date '1970-01-01' as to_day,
      ST_AsBinary(r.geom, 'NDR') as shape
    from (
      select distinct area from area_revision
      where plan = ${plan} and area > ${after} and geometry_revision <= ${until} and geometry_revision > ${since}
      order by area limit ${limit}
    ) c
    cross join (select coalesce(max(seq), 0) as seq from area_revision where plan = ${plan} and geometry_revision <= ${until}) k
    join area a on a.id = c.area
    left join lateral area_spans_of(${plan}, array[c.area], k.seq) s on true
    left join area_revision r on r.area = s.area and r.revision = s.revision
    order by c.area, s.valid`.execute(trx)
  return rows
}

/** The ground under the map, piece by piece, `limit` rows beyond `after`. */
export async function basemapOf(trx: Trx, plan: string, after: number, limit: number): Promise<BasemapOut[]> {
  const { rows } = await sql<BasemapOut>`
    select b.id, b.layer, b.class, b.name, ST_AsBinary((ST_Dump(b.geom)).geom, 'NDR') as shape
    from (select * from basemap where plan = ${plan} and id > ${after} order by id limit ${limit}) b
    order by b.id`.execute(trx)
  return rows
}

/** Changes whenever the ground does: its rows are only ever replaced by new ones. */
export async function basemapMark(trx: Trx, plan: string): Promise<string> {
  const { rows } = await sql<{ mark: string }>`
    select count(*) || '-' || coalesce(max(id), 0) as mark from basemap where plan = ${plan}`.execute(trx)
  return rows[0]!.mark
}
