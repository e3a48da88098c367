import { sql } from 'kysely'
import type { Fault } from '#core/api/errors.ts'
import type { Change } from '#core/imports/change.ts'
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
const BATCH = 500

/** Why a shape is invalid, as a clerk reads it. */
export const reasonInWords = (reason: string | null | undefined) => REASONS[reason ?? ''] ?? reason ?? '无法判断'

/** Which shapes of a change the database finds invalid, with the reason and the place; it is the only judge. */
export const invalidShapes = async (db: Db | Trx, shapes: Change['shapes']): Promise<Fault[]> => {
  const faults: Fault[] = []
  for (let from = 0; from < shapes.length; from += BATCH) {
    const batch = shapes.slice(from, from + BATCH)
    const { rows } = await sql<{
      n: number
      valid: boolean
      reason: string | null
      lon: number | null
      lat: number | null
    }>`
      select r.n, (r.d).valid as valid, (r.d).reason as reason, ST_X((r.d).location) as lon, ST_Y((r.d).location) as lat
      from (select n, ST_IsValidDetail(ST_SetSRID(ST_GeomFromGeoJSON(geometry), 4490)) as d
        from jsonb_to_recordset(${JSON.stringify(batch.map(({ geometry }, n) => ({ n, geometry })))}::jsonb) as g (n int, geometry jsonb)) r`.execute(
      db,
    )
    const judged = new Map(rows.map(row => [row.n, row]))
    for (const [n, { label }] of batch.entries()) {
      const verdict = judged.get(n)
      if (verdict?.valid) continue
      const place = verdict?.lon == null ? '' : `，位置 ${verdict.lon.toFixed(6)}, ${verdict.lat?.toFixed(6)}`
      faults.push(refusal('shape_invalid', { path: label }, `${reasonInWords(verdict?.reason)}${place}。`))
    }
  }
  return faults
}
