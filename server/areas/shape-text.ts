import type { MultiPolygon } from 'geojson'
import { type RawBuilder, sql } from 'kysely'
import { ApiError } from '#core/api/errors.ts'

/** A shape as the database takes it; null stays null. */
export const geometryOf = (shape: MultiPolygon | null): RawBuilder<unknown> =>
  shape === null
    ? sql`null::geometry(MultiPolygon, 4490)`
    : sql`ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(shape)}), 4490)`

/** How shapes leave the database: every digit, and no `crs` member. */
export const geoJson = (column: RawBuilder<unknown>): RawBuilder<MultiPolygon | null> =>
  sql<MultiPolygon | null>`ST_AsGeoJSON(${column}, 15, 0)::jsonb`

/**
 * The same shape without points said twice in a row. Rings that do not close are refused here: the embedded engine would
 * lose such a statement without a word.
 */
export function readShape({ coordinates }: MultiPolygon): MultiPolygon {
  const ring = (points: number[][]) => {
    if (!same(points[0]!, points.at(-1)!)) throw new ApiError('bad_request', '图形的环没有闭合：首尾两点须相同。')
    const tidy = points.filter((point, i) => i === 0 || !same(point, points[i - 1]!))
    // A ring of fewer points than a triangle's is no ring to the database; said twice, it is one without an area.
    while (tidy.length < 4) tidy.push(tidy[0]!)
    return tidy
  }
  return { type: 'MultiPolygon', coordinates: coordinates.map(part => part.map(ring)) }
}

export const pointsIn = (shape: MultiPolygon): number =>
  shape.coordinates.reduce((sum, part) => sum + part.reduce((points, ring) => points + ring.length, 0), 0)

const same = (a: number[], b: number[]) => a[0] === b[0] && a[1] === b[1]
