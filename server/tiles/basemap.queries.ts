import type { Geometry } from 'geojson'
import { sql } from 'kysely'
import type { Trx } from '../db/database.ts'
import { inBatches } from '../db/in-batches.ts'

export interface BasemapRow {
  layer: string
  class?: string
  name?: string
  geometry: Geometry
}

/** Puts a plan's own quiet ground in place of the one before. */
export async function addBasemap(trx: Trx, plan: string, rows: BasemapRow[]): Promise<void> {
  await trx.deleteFrom('basemap').where('plan', '=', plan).execute()
  await inBatches(
    rows,
    async batch =>
      (
        await sql<{ id: number }>`
        insert into basemap (plan, layer, class, name, geom)
        select ${plan}, r.layer, r.class, r.name, ST_SetSRID(ST_GeomFromGeoJSON(r.geometry), 4490)
        from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) as r (layer text, class text, name text, geometry jsonb)
        returning id`.execute(trx)
      ).rows,
  )
}
