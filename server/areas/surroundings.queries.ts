import { sql } from 'kysely'
import type { Surroundings } from '#core/api/areas.ts'
import { ApiError } from '#core/api/errors.ts'
import type { Db } from '../db/database.ts'
import { geoJson } from './shape-text.ts'

type Window = readonly [west: number, south: number, east: number, north: number]

/** Degrees a window may span: three kilometres north, and east at the northern end of the country. */
const WIDEST = [0.055, 0.03] as const

/** West, south, east, north of a window no larger than a drawing needs. */
export function readWindow(text: string): Window {
  const window = text.split(',').map(Number) as unknown as Window
  const [west, south, east, north] = window
  if (window.length !== 4 || !window.every(Number.isFinite) || west >= east || south >= north)
    throw new ApiError('range_reversed', '范围应为“西,南,东,北”，且西小于东、南小于北。')
  if (east - west > WIDEST[0] || north - south > WIDEST[1])
    throw new ApiError('bad_request', '一次最多查看三公里见方的范围，请把地图放大一些。')
  return window
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
