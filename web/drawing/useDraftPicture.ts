import type { FeatureCollection } from 'geojson'
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl'
import { onScopeDispose, shallowRef, watch, watchEffect } from 'vue'
import type { Desk } from '../desk/useDesk.ts'
import { light } from '../map/flavors.ts'
import { DRAWN_IN, SOURCES } from '../map/layer-order.ts'
import { AROUND, DRAFT, draftLayers } from './draft-layers.ts'
import type { Drawing } from './drawing.ts'
import { ownNeighbours } from './own-neighbours.ts'
import { pictureOf } from './picture.ts'
import type { ToolId } from './tool-ids.ts'
import { scaleOf } from './tools/tool.ts'
import type { Editing } from './useEditing.ts'

/** Tools under which points are shown to be grabbed. */
const GRABS: readonly ToolId[] = ['vertex', 'edge', 'trace']

/** Draws what stands, or what the hand holds just now, on the desk's map; leaves it as it was. */
export const useDraftPicture = (desk: Desk, drawing: Drawing, editing: Editing) => {
  const zoomed = shallowRef(0)
  const layers = draftLayers(light)
  const zoom = () => {
    zoomed.value = desk.map.value?.getZoom() ?? 0
  }
  const around = (): FeatureCollection => ({
    type: 'FeatureCollection',
    features: ownNeighbours(drawing).map(({ shape }) => ({ type: 'Feature', properties: {}, geometry: shape })),
  })
  const stand = (map: MapLibre) => {
    if (map.getSource(DRAFT)) return
    map.addSource(DRAFT, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } })
    map.addSource(AROUND, { type: 'geojson', data: around() })
    for (const layer of layers) map.addLayer(layer)
  }
  const leave = (map: MapLibre) => {
    if (!map.style) return
    for (const { id } of layers) if (map.getLayer(id)) map.removeLayer(id)
    for (const source of [DRAFT, AROUND]) if (map.getSource(source)) map.removeSource(source)
  }
  const mark = (map: MapLibre, ids: Iterable<number>, picked: boolean) => {
    for (const id of ids)
      for (const sourceLayer of DRAWN_IN) map.setFeatureState({ source: SOURCES.plan, sourceLayer, id }, { picked })
  }
  let marked: ReadonlySet<number> = new Set()
  const markAll = (map: MapLibre) => {
    const picks = drawing.picks.value
    mark(
      map,
      [...marked].filter(id => !picks.has(id)),
      false,
    )
    mark(map, picks, true)
    marked = picks
  }

  watch(
    desk.map,
    (map, _, onCleanup) => {
      if (!map) return
      const again = () => {
        stand(map)
        markAll(map)
      }
      again()
      // A lost context brings the style back without what was added to it.
      map.on('style.load', again)
      map.on('zoomend', zoom)
      zoom()
      onCleanup(() => {
        map.off('style.load', again)
        map.off('zoomend', zoom)
      })
    },
    { immediate: true },
  )
  watch(drawing.around.around, () => {
    const map = desk.map.value
    if (map?.style) map.getSource<GeoJSONSource>(AROUND)?.setData(around())
  })
  watch([desk.map, drawing.picks], ([map]) => map?.style && map.getSource(DRAFT) && markAll(map))
  watchEffect(() => {
    const map = desk.map.value
    const preview = drawing.preview.value
    const shape = preview?.shape ?? drawing.shape.value
    // Read before the map is there, so that they are followed.
    const picture = {
      shape,
      grabbable: GRABS.includes(drawing.tool.value),
      selected: editing.selected.value,
      edge: editing.edge.value,
      snapped: editing.snapped.value,
      wrong: (preview?.issues.length ?? 0) > 0,
      others: editing.others.value,
    }
    if (!map?.style || zoomed.value === 0) return
    map.getSource<GeoJSONSource>(DRAFT)?.setData(pictureOf({ ...picture, scale: scaleOf(map) }))
  })
  onScopeDispose(() => {
    const map = desk.map.value
    if (!map?.style) return
    mark(map, marked, false)
    leave(map)
  })
}
