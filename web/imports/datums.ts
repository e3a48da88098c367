import gcoord from 'gcoord'
import type { MultiPolygon } from 'geojson'
import type { Telling } from './useImport.ts'

type Datum = NonNullable<Telling['datum']>

const FROM = { gcj02: gcoord.GCJ02, bd09: gcoord.BD09 } as const

/** A shape brought back from a datum to where it lies, for looking at; the server does the same when it is imported. */
export const broughtBack = (shape: MultiPolygon, datum: Datum): MultiPolygon => {
  if (datum === 'wgs84') return shape
  const from = FROM[datum]
  return {
    type: 'MultiPolygon',
    coordinates: shape.coordinates.map(polygon =>
      polygon.map(ring => ring.map(([lon = 0, lat = 0]) => gcoord.transform([lon, lat], from, gcoord.WGS84))),
    ),
  }
}

/** [west, south, east, north] around shapes; null where there are none. */
export const boundsOf = (shapes: readonly MultiPolygon[]): [number, number, number, number] | null => {
  const box: [number, number, number, number] = [180, 90, -180, -90]
  for (const { coordinates } of shapes)
    for (const [shell = []] of coordinates)
      for (const [lon = 0, lat = 0] of shell) {
        box[0] = Math.min(box[0], lon)
        box[1] = Math.min(box[1], lat)
        box[2] = Math.max(box[2], lon)
        box[3] = Math.max(box[3], lat)
      }
  return box[0] > box[2] ? null : box
}
