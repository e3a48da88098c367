import gcoord from 'gcoord'
import type { MultiPolygon } from 'geojson'
import type { Undo } from '#core/imports/place-shapes.ts'

export const DATUMS = ['gcj02', 'bd09', 'wgs84'] as const
export type Datum = (typeof DATUMS)[number]

const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7

/** How to undo the offsets of the two datums of public map services; one point, degrees. */
export const UNDO: Record<'gcj02' | 'bd09', Undo> = {
  gcj02: point => gcoord.transform([...point], gcoord.GCJ02, gcoord.WGS84) as [number, number],
  bd09: point => gcoord.transform([...point], gcoord.BD09, gcoord.WGS84) as [number, number],
}

/** A shape brought back from a datum to where it lies; the one given is left alone. */
export const undoDatum = (shape: MultiPolygon, datum: Datum): MultiPolygon => {
  if (datum === 'wgs84') return shape
  const undo = UNDO[datum]
  return {
    type: 'MultiPolygon',
    coordinates: shape.coordinates.map(polygon =>
      polygon.map(ring => ring.map(([lon = 0, lat = 0]) => undo([lon, lat]).map(round))),
    ),
  }
}
