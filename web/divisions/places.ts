import type { Compound } from '#core/api/compounds.ts'
import type { Division } from '#core/api/plans.ts'
import { inScope } from '#core/divisions/tree.ts'
import type { Bbox, DivisionLabel } from '../map/map-api.ts'

type Point = readonly [number, number]

const pointsIn = (divisions: Division[], compounds: readonly Compound[], division: number | null): Point[] => {
  const inside = inScope(divisions, division)
  return compounds.flatMap(({ at, community }) => (at && inside(community) ? [[at[0] ?? 0, at[1] ?? 0] as const] : []))
}

const around = (points: readonly Point[]): Bbox | null => {
  if (points.length === 0) return null
  const lon = points.map(([x]) => x)
  const lat = points.map(([, y]) => y)
  return [Math.min(...lon), Math.min(...lat), Math.max(...lon), Math.max(...lat)]
}

/** What to fly to for a division: where its compounds lie, since that is what is asked about; else its own outline. */
export const placeOf = (divisions: Division[], compounds: readonly Compound[], division: number): Bbox | null =>
  around(pointsIn(divisions, compounds, division)) ?? divisions.find(({ id }) => id === division)?.bbox ?? null

/** About 200 m each way: a compound with the streets around it. */
const AROUND_DEGREES = 0.002

/** What to fly to for one compound; null where nobody has put it on the map. */
export const placeOfCompound = (compounds: readonly Compound[], subject: number): Bbox | null => {
  const [lon, lat] = compounds.find(({ id }) => id === subject)?.at ?? []
  if (lon === undefined || lat === undefined) return null
  return [lon - AROUND_DEGREES, lat - AROUND_DEGREES, lon + AROUND_DEGREES, lat + AROUND_DEGREES]
}

const middle = (numbers: readonly number[]) => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}

/** Where a division's name is written: amid its compounds, or amid its outline where it has none. */
export const divisionLabels = (divisions: Division[], compounds: readonly Compound[]): DivisionLabel[] =>
  divisions.flatMap(({ id, name, level, bbox, parent }) => {
    if (parent === null) return []
    const points = pointsIn(divisions, compounds, id)
    if (points.length > 0)
      return [{ id, name, level, at: [middle(points.map(([x]) => x)), middle(points.map(([, y]) => y))] }]
    const [west, south, east, north] = bbox ?? []
    if (west === undefined || south === undefined || east === undefined || north === undefined) return []
    return [{ id, name, level, at: [(west + east) / 2, (south + north) / 2] }]
  })
