import type { MultiPolygon } from 'geojson'

/** [lon, lat] in degrees, CGCS2000. */
export type Position = readonly [number, number]
/** A ring as a hand draws it: open, the first point is not said again; fewer than three points while it is half drawn. */
export type Ring = readonly Position[]
export interface Part {
  readonly shell: Ring
  readonly holes: readonly Ring[]
}
/** What is being drawn: any number of parts, each with holes; nothing is promised of it until it has been checked. */
export type DraftShape = readonly Part[]

const closed = (ring: Ring): number[][] => [...ring, ring[0]!].map(([lon, lat]) => [lon, lat])
const open = (ring: number[][]): Ring => ring.slice(0, -1).map(([lon, lat]) => [lon!, lat!] as const)

/** As GeoJSON; parts and holes of fewer than three points are not there yet and are left out. Null where nothing is left. */
export const toMultiPolygon = (shape: DraftShape): MultiPolygon | null => {
  const coordinates = shape
    .filter(({ shell }) => shell.length >= 3)
    .map(({ shell, holes }) => [shell, ...holes.filter(hole => hole.length >= 3)].map(closed))
  return coordinates.length > 0 ? { type: 'MultiPolygon', coordinates } : null
}

/** The inverse of toMultiPolygon. */
export const fromMultiPolygon = ({ coordinates }: MultiPolygon): DraftShape =>
  coordinates.map(([shell, ...holes]) => ({ shell: open(shell!), holes: holes.map(open) }))
