import type { MultiPolygon } from 'geojson'
import { type RawBuilder, sql } from 'kysely'
import type { Fault } from '#core/api/errors.ts'
import type { Change, InvalidShape } from '#core/imports/change.ts'
import { refusal } from '#core/imports/sentences.ts'
import type { Db, Trx } from '../db/database.ts'

const REASONS: Record<string, string> = {
  'Self-intersection': '边界自相交',
  'Ring Self-intersection': '边界自相接',
  'Hole lies outside shell': '孔洞在外边界之外',
  'Holes are nested': '孔洞相互嵌套',
  'Interior is disconnected': '内部不连通',
  'Nested shells': '外边界相互嵌套',
  'Duplicate Rings': '边界重复',
  'Too few points in geometry component': '边界的点太少',
  'Invalid Coordinate': '坐标无效',
}
/** Why a shape is invalid, as the database says it, in a clerk's words. */
export const reasonInWords = (reason: string | null | undefined): string =>
  REASONS[reason ?? ''] ?? reason ?? '无法判断'

const BATCH = 500

/** What the database would make of a shape; its polygons alone, null where none are left. */
export const mended = (geometry: RawBuilder<unknown>) => sql<string | null>`
  (select case when ST_IsEmpty(p.g) then null else ST_AsGeoJSON(ST_Multi(p.g), 9, 0) end
    from (select ST_CollectionExtract(ST_MakeValid(${geometry}), 3) as g) p)`

interface Verdict {
  n: number
  valid: boolean
  reason: string | null
  lon: number | null
  lat: number | null
  repaired: string | null
}

const judge = async (db: Db | Trx, batch: Change['shapes']) => {
  const given = JSON.stringify(batch.map(({ geometry }, n) => ({ n, geometry })))
  const { rows } = await sql<Verdict>`
    select r.n, (r.d).valid as valid, (r.d).reason as reason, ST_X((r.d).location) as lon, ST_Y((r.d).location) as lat,
      case when (r.d).valid then null else ${mended(sql`r.geom`)} end as repaired
    from (select g.n, g.geom, ST_IsValidDetail(g.geom) as d from (
      select n, ST_SetSRID(ST_GeomFromGeoJSON(geometry), 4490) as geom
      from jsonb_to_recordset(${given}::jsonb) as j (n int, geometry jsonb)) g) r`.execute(db)
  return new Map(rows.map(row => [row.n, row]))
}

/** Which shapes of a change the database finds invalid, why and where, and how it would mend them; it is the only judge. */
export const invalidShapes = async (db: Db | Trx, shapes: Change['shapes']): Promise<InvalidShape[]> => {
  const found: InvalidShape[] = []
  for (let from = 0; from < shapes.length; from += BATCH) {
    const batch = shapes.slice(from, from + BATCH)
    const judged = await judge(db, batch)
    for (const [n, { label, geometry }] of batch.entries()) {
      const verdict = judged.get(n)
      if (verdict?.valid) continue
      found.push({
        label,
        reason: reasonInWords(verdict?.reason),
        at: verdict?.lon == null || verdict.lat == null ? null : [verdict.lon, verdict.lat],
        geometry,
        repaired: verdict?.repaired ? (JSON.parse(verdict.repaired) as MultiPolygon) : null,
      })
    }
  }
  return found
}

/** The same as faults of an import. */
export const validityFaults = (invalid: InvalidShape[]): Fault[] =>
  invalid.map(({ label, reason, at }) => {
    const place = at ? `，位置 ${at.map(number => number.toFixed(6)).join(', ')}` : ''
    return refusal('shape_invalid', { path: label }, `${reason}${place}。`)
  })
