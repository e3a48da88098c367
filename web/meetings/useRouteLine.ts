import type { Feature, LineString } from 'geojson'
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl'
import { onScopeDispose, type Ref, watch } from 'vue'
import { light } from '../map/flavors.ts'

const ID = 'meeting-route'
const WIDTH_PX = 2.5

/** The way from site to site upon a map, for as long as the scope lives, and again whenever the map was styled anew. */
export const useRouteLine = (map: Ref<MapLibre | null>, places: Ref<readonly (readonly number[])[]>) => {
  const line = (): Feature<LineString> => ({
    type: 'Feature',
    properties: {},
    geometry: { type: 'LineString', coordinates: places.value.map(place => [...place]) },
  })
  const draw = () => {
    const on = map.value
    if (!on?.style) return
    const source = on.getSource<GeoJSONSource>(ID)
    if (source) source.setData(line())
    else on.addSource(ID, { type: 'geojson', data: line() })
    if (!on.getLayer(ID))
      on.addLayer({
        id: ID,
        type: 'line',
        source: ID,
        layout: { 'line-join': 'round', 'line-cap': 'round' },
        paint: { 'line-color': light.draft, 'line-width': WIDTH_PX, 'line-dasharray': [2, 1.5] },
      })
  }
  const again = () => {
    if (map.value?.style && !map.value.getSource(ID)) draw()
  }
  const leave = (on: MapLibre | null) => {
    if (!on?.style) return
    on.off('styledata', again)
    if (on.getLayer(ID)) on.removeLayer(ID)
    if (on.getSource(ID)) on.removeSource(ID)
  }
  watch(
    map,
    (now, before) => {
      leave(before ?? null)
      draw()
      now?.on('styledata', again)
    },
    { immediate: true },
  )
  watch(places, draw)
  onScopeDispose(() => leave(map.value))
}
