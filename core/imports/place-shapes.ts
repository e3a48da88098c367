import { bbox, booleanPointInPolygon, pointOnFeature } from '@turf/turf'
import type { MultiPolygon } from 'geojson'
import { shiftOf } from './datum.ts'

export type Point = [number, number]
/** Undoes a datum's offset for one point, lon/lat degrees. */
export type Undo = (point: Point) => Point

const centre = (shape: MultiPolygon): Point => {
  const [west = 0, south = 0, east = 0, north = 0] = bbox(shape)
  return [(west + east) / 2, (south + north) / 2]
}

/** Whether the inside point of a shape lies in another shape. */
export const liesIn = (shape: MultiPolygon, whole: MultiPolygon): boolean =>
  booleanPointInPolygon(pointOnFeature(shape).geometry, whole)

export interface Placed {
  shape: MultiPolygon
  /** The same subject's shape from before. */
  before: MultiPolygon | null
  /** The division it belongs to, where that has a shape. */
  home: MultiPolygon | null
}

export interface DatumDoubt {
  /** Metres the shapes lie off, where earlier shapes tell. */
  metres: number | null
  /** Which datum, undone, brings them home. */
  datum: string | null
}

const HOMES = 5
const NEAR = 20

/**
 * Doubts the datum of shapes that lie steadily beside their earlier selves, or that would come home into their
 * divisions once an offset were undone. Null when nothing is odd.
 */
export const doubtDatum = (placed: Placed[], undo: Record<string, Undo>): DatumDoubt | null => {
  const pairs = placed.flatMap(({ shape, before }) => (before ? [{ from: centre(shape), to: centre(before) }] : []))
  const shift = shiftOf(pairs)
  if (shift.suspected) {
    const datum = Object.entries(undo).find(
      ([, undone]) => shiftOf(pairs.map(({ from, to }) => ({ from: undone(from), to }))).metres < NEAR,
    )
    return { metres: Math.round(shift.metres), datum: datum?.[0] ?? null }
  }
  const homes = placed.flatMap(({ shape, home }) => (home ? [{ at: centre(shape), home }] : []))
  if (homes.length < HOMES) return null
  const inside = (move: Undo) => homes.filter(({ at, home }) => booleanPointInPolygon(move(at), home)).length
  const asGiven = inside(point => point)
  const gain = Math.max(3, homes.length / 10)
  const better = Object.entries(undo)
    .map(([datum, undone]) => ({ datum, inside: inside(undone) }))
    .filter(option => option.inside - asGiven >= gain)
    .toSorted((a, b) => b.inside - a.inside)[0]
  return better ? { metres: null, datum: better.datum } : null
}
