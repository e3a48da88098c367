import type { MultiPolygon } from 'geojson'
import { sql } from 'kysely'
import { ApiError } from '#core/api/errors.ts'
import type { FileShape, ShapeFileAnswer } from '#core/api/shape-file.ts'
import type { ShapeFeature } from '#core/imports/match-shapes.ts'
import { ImportRefused } from '#core/imports/sentences.ts'
import type { Db } from '../db/database.ts'
import { reasonInWords } from '../imports/check-validity.ts'
import { shapeFeatures } from '../imports/features.ts'
import { type ImportFile, readFeatures } from '../imports/read-shapes.ts'
import { type Datum, undoDatum } from '../imports/undo-datum.ts'

/** A person looks through these one by one. */
const MOST_SHAPES = 200

interface Verdict {
  n: number
  valid: boolean
  reason: string | null
  lon: number | null
  lat: number | null
  repaired: MultiPolygon | null
}

/** The shapes of a file, judged by the database; an invalid one comes with what its repair would be, for a person to take or leave. */
export const readShapeFile = async (
  db: Db,
  file: ImportFile,
  { crs, datum = 'wgs84' }: { crs?: string; datum?: Datum },
): Promise<ShapeFileAnswer> => {
  const { features: raw, notes } = await readFeatures(file, crs).catch((error: unknown) => {
    if (error instanceof ImportRefused) throw new ApiError('file_refused', error.message, { faults: error.faults })
    throw error
  })
  if (raw.length > MOST_SHAPES)
    throw new ApiError('file_refused', `文件里有 ${raw.length} 个图形，一次最多选看 ${MOST_SHAPES} 个，请先拆分。`)
  const read = shapeFeatures(raw, file.name)
  const features = read.features.map(feature => ({ ...feature, geometry: undoDatum(feature.geometry, datum) }))
  const verdicts = new Map((await judged(db, features)).map(verdict => [verdict.n, verdict]))
  return {
    shapes: features.map((feature, n) => judgedShape(feature, verdicts.get(n))),
    faults: read.faults,
    notes: [...notes, ...read.notes],
  }
}

const judgedShape = ({ number, name, geometry }: ShapeFeature, verdict: Verdict | undefined): FileShape => {
  const shape = { number, name, shape: geometry }
  if (verdict?.valid) return { ...shape, fault: null, at: null, repaired: null }
  const at = verdict?.lon == null || verdict.lat === null ? null : [verdict.lon, verdict.lat]
  return { ...shape, fault: reasonInWords(verdict?.reason), at, repaired: verdict?.repaired ?? null }
}

const judged = async (db: Db, features: ShapeFeature[]): Promise<Verdict[]> => {
  const given = JSON.stringify(features.map(({ geometry }, n) => ({ n, geometry })))
  const { rows } = await sql<Verdict>`
    select r.n, (r.d).valid as valid, (r.d).reason as reason, ST_X((r.d).location) as lon, ST_Y((r.d).location) as lat,
      case when not (r.d).valid then ST_AsGeoJSON(
        nullif(ST_Multi(ST_ReducePrecision(ST_CollectionExtract(ST_MakeValid(r.g), 3), 1e-7)), 'SRID=4490;MULTIPOLYGON EMPTY'::geometry), 9, 0)::jsonb end as repaired
    from (select n, g, ST_IsValidDetail(g) as d
      from (select n, ST_SetSRID(ST_GeomFromGeoJSON(geometry), 4490) as g
        from jsonb_to_recordset(${given}::jsonb) as f (n int, geometry jsonb)) s) r`.execute(db)
  return rows
}
