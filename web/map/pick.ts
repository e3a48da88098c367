import type { MapGeoJSONFeature, Map as MapLibre, Point } from 'maplibre-gl'
import { PICKED } from './layer-order.ts'

export type Picked = { kind: 'compound'; id: number } | { kind: 'community'; id: number } | null

/** A finger's or a far pointer's reach, in CSS pixels, around a yard of three pixels. */
const REACH = 7

const isShown = (feature: MapGeoJSONFeature) => !feature.state.hidden
const idOf = (feature: MapGeoJSONFeature | undefined) => (typeof feature?.id === 'number' ? feature.id : null)

const compoundAt = (map: MapLibre, { x, y }: Point) => {
  const under = idOf(map.queryRenderedFeatures([x, y], { layers: [PICKED.fill] }).find(isShown))
  if (under !== null) return under
  const near = map.queryRenderedFeatures(
    [
      [x - REACH, y - REACH],
      [x + REACH, y + REACH],
    ],
    { layers: [PICKED.point, PICKED.fill] },
  )
  return idOf(near.find(isShown))
}

/** What stands at a point of the screen: a compound before a community's name, that before its ground. */
export const pickAt = (map: MapLibre, point: Point): Picked => {
  const compound = compoundAt(map, point)
  if (compound !== null) return { kind: 'compound', id: compound }
  const [name] = map.queryRenderedFeatures([point.x, point.y], { layers: [...PICKED.names] })
  const [ground] = map.queryRenderedFeatures([point.x, point.y], { layers: [PICKED.ground] })
  const community = idOf(name) ?? idOf(ground)
  return community === null ? null : { kind: 'community', id: community }
}
