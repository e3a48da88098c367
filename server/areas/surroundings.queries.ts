import { sql } from 'kysely'
import type { Surroundings } from '#core/api/areas.ts'
import { ApiError } from '#core/api/errors.ts'
import type { Db } from '../db/database.ts'
import { geoJson } from './shape-text.ts'

type Window = readonly [west: number, south: number, east: number, north: number]

/** Degrees a window may span: three kilometres north, and east at the northern end of the country. */
const WIDEST = [0.055, 0.03] as const

export const isTooWide = ([west, south, east, north]: Window) => east - west > WIDEST[0] || north - south > WIDEST[1]

/** West, south, east, north of a window no larger than a drawing needs. */
export function readWindow(text: string): Window {
  const window = text.split(',').map(Number) as unknown as Window
  const [west, south, east, north] = window
  if (window.length !== 4 || !window.every(Number.isFinite) || west >= east || south >= north)
    throw new ApiError('range_reversed', '范围应为“西,南,东,北”，且西小于东、南小于北。')
  if (isTooWide(window)) throw new ApiError('bad_request', '一次最多查看三公里见方的范围，请把地图放大一些。')
  return window
}

/** The window around some compounds, with room for the streets beside them; none where none of them is on the map, too wide where they lie apart. */
export async function windowAround(db: Db, plan: string, compounds: number[]): Promise<Window | undefined> {
  const { rows } = await sql<{ window: Window | null }>`
    select array[ST_XMin(b.box), ST_YMin(b.box), ST_XMax(b.box), ST_YMax(b.box)] as window
    from (select ST_Expand(ST_Extent(shape_known(s.id, 9223372036854775807))::box2d, 0.003) as box
      from subject s where s.plan = ${plan} and s.kind = 'compound' and s.id = any(${compounds}::bigint[])) b`.execute(
    db,
  )
  const window = rows[0]?.window
  return window && window[0] !== null ? window : undefined
}

/** The community most of some compounds lie in on a day, and its town. */
export async function homeOf(db: Db, plan: string, compounds: number[], day: string) {
  const { rows } = await sql<{ community: number; town: number | null }>`
    select d.id as community, d.parent as town from span x join division d on d.id = reference_of(x.value)
    where x.plan = ${plan} and x.subject = any(${compounds}::bigint[]) and x.indicator = 'community' and x.basis = 'reported'
      and x.from_on <= ${day}::date and x.to_on > ${day}::date
    group by d.id, d.parent order by count(*) desc, d.id limit 1`.execute(db)
  return rows[0]
}

/** Everything that holds on a day in a window, every digit of it. */
export async function surroundingsOf(db: Db, plan: string, day: string, window: Window): Promise<Surroundings> {
  const box = sql`ST_MakeEnvelope(${sql.join(window)}, 4490)`
  const areas = await sql<Surroundings['areas'][number]>`
    select s.area as id, s.name, (select max(r.revision) from area_revision r where r.area = s.area) as version, ${geoJson(sql`s.geom`)} as shape
    from area_span s where s.plan = ${plan} and s.kind = 'management_area' and s.geom && ${box} and s.valid @> ${day}::date
    order by s.area`.execute(db)
  const compounds = await sql<Surroundings['compounds'][number]>`
    select c.compound as id, ${geoJson(sql`c.geom`)} as shape from compounds_near(${plan}, ${box}, 9223372036854775807) c
    where not is_succeeded(${plan}, c.compound, ${day}::date) order by c.compound`.execute(db)
  const divisions = await sql<Surroundings['divisions'][number]>`
    select d.id, d.level, ${geoJson(sql`g.geom`)} as shape
    from division d join subject u on u.id = d.id and u.plan = ${plan}
    cross join lateral (select shape_known(d.id, 9223372036854775807) as geom) g
    where g.geom && ${box} order by d.id`.execute(db)
  const lines = await sql<Surroundings['lines'][number]>`
    select b.layer, b.class, b.name, ${geoJson(sql`p.geom`)} as shape
    from basemap b cross join lateral ST_Dump(b.geom) p
    where b.plan = ${plan} and b.layer in ('road', 'river') and ST_GeometryType(p.geom) = 'ST_LineString' and p.geom && ${box}
    order by b.id`.execute(db)
  return { areas: areas.rows, compounds: compounds.rows, divisions: divisions.rows, lines: lines.rows } as Surroundings
}
