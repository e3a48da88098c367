import type { MultiPolygon } from 'geojson'
import { sql } from 'kysely'
import { labelOf } from '#core/imports/match-shapes.ts'
import type { ImportInput } from '#core/imports/plan-change.ts'
import type { Db, Trx } from '../db/database.ts'
import { mended } from './check-validity.ts'

/** The shapes of an import, those a person accepted the mending of as the database mends them; no other is touched. */
export const repairShapes = async (db: Db | Trx, input: ImportInput): Promise<ImportInput> => {
  const accepted = new Set(input.repairs)
  const asked = input.shapes.flatMap((feature, n) =>
    accepted.has(labelOf(feature)) ? [{ n, geometry: feature.geometry }] : [],
  )
  if (!asked.length) return input
  const { rows } = await sql<{ n: number; repaired: string | null }>`
    select j.n, ${mended(sql`ST_SetSRID(ST_GeomFromGeoJSON(j.geometry), 4490)`)} as repaired
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as j (n int, geometry jsonb)`.execute(db)
  const repaired = new Map(rows.map(row => [row.n, row.repaired]))
  const shapes = input.shapes.map((feature, n) => {
    const text = repaired.get(n)
    return text ? { ...feature, geometry: JSON.parse(text) as MultiPolygon } : feature
  })
  return { ...input, shapes }
}
