import type { Geometry, MultiPolygon } from 'geojson'
import { sql } from 'kysely'
import { ApiError } from '#core/api/index.ts'
import { readShape } from '#core/imports/geometry.ts'
import { IMPORT_REFUSALS } from '#core/imports/sentences.ts'
import type { Db, Trx } from '../db/database.ts'
import { reasonInWords } from '../imports/check-validity.ts'

/** A yard nobody drew on purpose: a slip of the hand, or half a county. */
const LEAST_M2 = 10
const MOST_M2 = 20_000_000

interface Verdict {
  valid: boolean
  m2: number | null
  reason: string | null
  lon: number | null
  lat: number | null
}

/** A drawn outline as it is stored, or the reason and the place why it cannot be; the database is the judge. */
export async function judgeShape(db: Db | Trx, drawn: Geometry): Promise<MultiPolygon> {
  const read = readShape(drawn)
  if (!read.ok) throw new ApiError('shape_invalid', IMPORT_REFUSALS[read.reason], { at: read.at })
  const { rows } = await sql<Verdict>`
    select (g.d).valid, (g.d).reason, ST_X((g.d).location) as lon, ST_Y((g.d).location) as lat,
      case when (g.d).valid then ST_Area(g.geom::geography) end as m2
    from (select geom, ST_IsValidDetail(geom) as d
      from (select ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(read.geometry)}), 4490) as geom) s) g`.execute(db)
  const [verdict] = rows
  const [lon = 0, lat = 0] = read.geometry.coordinates[0]?.[0]?.[0] ?? []
  if (verdict?.valid) {
    const m2 = verdict.m2 ?? 0
    if (m2 >= LEAST_M2 && m2 <= MOST_M2) return read.geometry
    throw new ApiError('shape_invalid', `图形${m2 < LEAST_M2 ? '太小' : '太大'}，请检查有没有画错。`, {
      at: [lon, lat],
    })
  }
  const at: [number, number] | undefined =
    verdict?.lon == null || verdict.lat == null ? undefined : [verdict.lon, verdict.lat]
  throw new ApiError('shape_invalid', `图形无效：${reasonInWords(verdict?.reason)}。`, { at })
}
