import type { MultiPolygon } from 'geojson'
import { sql } from 'kysely'
import type { Trx } from '../db/database.ts'
import { inBatches } from '../db/in-batches.ts'
import type { Write } from '../db/write.ts'

/** A shape in lon/lat, CGCS2000; null takes the subject off the map. */
export interface ShapeRow {
  subject: number
  geometry: MultiPolygon | null
  effective_on: string
}

/** Adds shapes; the write must have been opened with `shapes`. */
export async function addShapes(trx: Trx, write: Write, rows: ShapeRow[]): Promise<void> {
  await inBatches(
    rows,
    async batch =>
      (
        await sql<{ id: number }>`
        insert into shape (plan, seq, subject, geometry_revision, effective_on, geom)
        select ${write.plan}, ${write.seq}::bigint, r.subject, ${write.geometry_revision}::int, r.effective_on,
          ST_SetSRID(ST_Multi(ST_GeomFromGeoJSON(r.geometry)), 4490)
        from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) as r (subject bigint, geometry jsonb, effective_on date)
        returning id`.execute(trx)
      ).rows,
  )
}
