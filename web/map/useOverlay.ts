import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl'
import { onScopeDispose, type Ref, watch } from 'vue'
import type { Flavor } from './flavors.ts'
import { hatchImage } from './hatch-image.ts'
import { FONT } from './layers/layer.ts'
import { OVERLAY_COLOURS, type OverlayShape, overlayFeatures, overlayLayers, STRIPES } from './overlay.ts'

export interface OverlayOptions {
  /** Tells overlays of one map apart. */
  id: string
  flavor: Flavor
  /** Told which shape was clicked. */
  picked?: (id: number) => void
}

const STRIPE_PX = 16

/** Draws shapes upon a map for as long as the scope lives, and again whenever the map was styled anew. */
export const useOverlay = (
  map: Ref<MapLibre | null>,
  shapes: Ref<readonly OverlayShape[]>,
  { id, flavor, picked }: OverlayOptions,
) => {
  const layers = overlayLayers(id, FONT, flavor.halo)

  const draw = () => {
    const on = map.value
    if (!on?.style) return
    for (const [tone, name] of Object.entries(STRIPES) as ['gained' | 'lost', string][])
      if (!on.hasImage(name))
        on.addImage(name, hatchImage(OVERLAY_COLOURS[tone], STRIPE_PX, tone === 'lost'), { pixelRatio: 2 })
    const source = on.getSource<GeoJSONSource>(id)
    const data = overlayFeatures(shapes.value)
    if (source) source.setData(data)
    else on.addSource(id, { type: 'geojson', data })
    for (const layer of layers) if (!on.getLayer(layer.id)) on.addLayer(layer)
  }
  /** A new style knows nothing of what was lent to the old one. */
  const again = () => {
    if (map.value?.style && !map.value.getSource(id)) draw()
  }
  const click = (event: { features?: { id?: number | string | undefined }[] }) => {
    const found = event.features?.[0]?.id
    if (typeof found === 'number') picked?.(found)
  }
  const leave = (on: MapLibre | null) => {
    if (!on?.style) return
    on.off('styledata', again)
    on.off('click', `${id}-fill`, click)
    for (const layer of layers) if (on.getLayer(layer.id)) on.removeLayer(layer.id)
    if (on.getSource(id)) on.removeSource(id)
  }

  watch(
    map,
    (now, before) => {
      leave(before ?? null)
      if (!now) return
      draw()
      now.on('styledata', again)
      if (picked) now.on('click', `${id}-fill`, click)
    },
    { immediate: true },
  )
  watch(shapes, draw)
  onScopeDispose(() => leave(map.value))
}
