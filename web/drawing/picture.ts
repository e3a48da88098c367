import type { Feature, FeatureCollection, Geometry } from 'geojson'
import { ringsOf, type VertexPath } from '#core/areas/operations/operation.ts'
import type { DraftShape, Position, Ring } from '#core/areas/shape.ts'
import { middles, type PixelScale, placeAt } from './hit.ts'

/** What the drawing looks like; kinds tell the layers apart. */
export interface Picture {
  shape: DraftShape
  /** Whether its points can be grabbed just now. */
  grabbable: boolean
  selected: VertexPath | null
  edge: VertexPath | null
  snapped: Position | null
  wrong: boolean
  /** Shapes one may click: other drafts, halves of a split. */
  others: readonly DraftShape[]
  scale: PixelScale
}
export type PictureKind = 'shape' | 'other' | 'line' | 'vertex' | 'middle' | 'selected' | 'edge' | 'snapped'

/** Shorter edges show no middle. */
const MIDDLE_FROM_PX = 44

const feature = (kind: PictureKind, geometry: Geometry, more: Record<string, unknown> = {}): Feature => ({
  type: 'Feature',
  properties: { kind, ...more },
  geometry,
})
const point = (kind: PictureKind, at: Position) => feature(kind, { type: 'Point', coordinates: [...at] })
const closed = (ring: Ring) => [...ring, ring[0]!].map(each => [...each])

/** Each part as a polygon; what is not a ring yet, as a line. */
const drawn = (kind: 'shape' | 'other', shape: DraftShape, more: Record<string, unknown>): Feature[] =>
  shape.map(part => {
    const [shell, ...holes] = ringsOf(part)
    if (shell!.length < 3) return feature('line', { type: 'LineString', coordinates: shell!.map(each => [...each]) })
    const rings = [shell!, ...holes.filter(({ length }) => length >= 3)]
    return feature(kind, { type: 'Polygon', coordinates: rings.map(closed) }, more)
  })

const edgeLine = (shape: DraftShape, path: VertexPath): Feature[] => {
  const part = shape[path.part]
  const ring = part && ringsOf(part)[path.ring]
  const from = placeAt(shape, path)
  if (!ring || !from) return []
  const to = ring[(path.index + 1) % ring.length]!
  return [feature('edge', { type: 'LineString', coordinates: [[...from], [...to]] })]
}

export const pictureOf = ({
  shape,
  grabbable,
  selected,
  edge,
  snapped,
  wrong,
  others,
  scale,
}: Picture): FeatureCollection => {
  const chosen = selected && placeAt(shape, selected)
  const points = grabbable ? shape.flatMap(part => ringsOf(part).flat()) : []
  return {
    type: 'FeatureCollection',
    features: [
      ...others.flatMap(other => drawn('other', other, {})),
      ...drawn('shape', shape, { wrong }),
      ...(edge ? edgeLine(shape, edge) : []),
      ...(grabbable ? middles(shape, scale, MIDDLE_FROM_PX).map(at => point('middle', at)) : []),
      ...points.map(at => point('vertex', at)),
      ...(chosen ? [point('selected', chosen)] : []),
      ...(snapped ? [point('snapped', snapped)] : []),
    ],
  }
}
