import type { MultiPolygon } from 'geojson'
import { sql } from 'kysely'
import type { CheckArea } from '#core/api/areas.ts'
import type { AreaIssue } from '#core/areas/issues.ts'
import type { Db } from '../db/database.ts'
import { geometryOf } from './shape-text.ts'

export interface Asked extends Pick<CheckArea, 'kind' | 'picks'> {
  plan: string
  area: number | null
  town: number | null
  community: number | null
  ground: CheckArea['ground']
  shape: MultiPolygon | null
  from_on: string
}

/** What the database refuses a shape for, worst first, as if it were published from a day on. */
export const faultsOf = (db: Db, asked: Asked) =>
  issuesFrom(
    db,
    sql`
  area_faults(${asked.plan}, ${asked.area}::bigint, ${asked.kind}, ${asked.town}::bigint, ${asked.ground ?? null}, ${geometryOf(asked.shape)},
    ${asked.picks}::bigint[], daterange(${asked.from_on}::date, null))`,
  )

/** What is said of a valid shape, and left to whoever draws. */
export const warningsOf = (db: Db, asked: Asked) =>
  issuesFrom(
    db,
    sql`
  area_warnings(${asked.plan}, ${asked.area}::bigint, ${asked.town}::bigint, ${asked.community}::bigint, ${geometryOf(asked.shape)},
    daterange(${asked.from_on}::date, null))`,
  )

async function issuesFrom(db: Db, source: ReturnType<typeof sql>): Promise<AreaIssue[]> {
  const { rows } = await sql<AreaIssue>`
    select code, case when not ST_IsEmpty(at) then jsonb_build_array(ST_X(at), ST_Y(at)) end as at, subject, name, m2
    from ${source}`.execute(db)
  return rows
}

/** A compound that lies in a shape, is cut by it or was picked, with what stands of it on the day. */
export interface CompoundNear {
  id: number
  name: string
  at: [number, number] | null
  is_picked: boolean
  is_located: boolean
  share: number
  households: number
  floor_area: number
  buildings: number
  mode: string | null
}

/** Compounds touched or picked; `shown` is the indicator of their management. Of an invalid shape only the picks. */
export async function compoundsNear(
  db: Db,
  { plan, shape, picks, from_on }: Asked,
  shown: string,
): Promise<CompoundNear[]> {
  const { rows } = await sql<CompoundNear>`
    with near as (
      select c.compound, share_inside(c.geom, g.geom) as share
      from (select ${geometryOf(shape)} as geom) g cross join lateral compounds_near(${plan}, g.geom, 9223372036854775807) c
    ), picked as (
      select s.id as compound from subject s where s.plan = ${plan} and s.kind = 'compound' and s.id = any(${picks}::bigint[])
    )
    select h.id, name_on(h.id, ${from_on}::date) as name, h.is_picked, g.at is not null as is_located, h.share,
      case when g.at is not null then jsonb_build_array(ST_X(g.at), ST_Y(g.at)) end as at,
      coalesce((f.values ->> 'households')::bigint, 0) as households, coalesce((f.values ->> 'floor_area')::bigint, 0) as floor_area,
      coalesce((f.values ->> 'buildings')::bigint, 0) as buildings, f.values ->> ${shown} as mode
    from (select coalesce(n.compound, p.compound) as id, coalesce(n.share, 0) as share, p.compound is not null as is_picked
      from near n full join picked p on p.compound = n.compound) h
    cross join lateral (select ST_PointOnSurface(shape_known(h.id, 9223372036854775807)) as at) g
    left join lateral (select jsonb_object_agg(x.indicator, x.value) as values from span x
      where x.plan = ${plan} and x.subject = h.id and x.basis = 'reported' and x.indicator in ('households', 'floor_area', 'buildings', ${shown})
        and x.from_on <= ${from_on}::date and x.to_on > ${from_on}::date) f on true
    where (h.is_picked or h.share > 0.02) and not is_succeeded(${plan}, h.id, ${from_on}::date)
    order by h.id`.execute(db)
  return rows
}

export async function squareMetres(db: Db, shape: MultiPolygon): Promise<number> {
  const { rows } = await sql<{ m2: number }>`select ST_Area(${geometryOf(shape)}::geography) as m2`.execute(db)
  return rows[0]!.m2
}
