import type { Map as MapLibre, MapMouseEvent } from 'maplibre-gl'
import { onScopeDispose, type Ref, ref, shallowRef } from 'vue'

/** One click on the map says where; Esc ends it. While it is asked for, the pointer is this one's. */
export const usePlacePick = (map: Ref<MapLibre | null>, isDrawing: Ref<boolean>) => {
  const at = shallowRef<[number, number] | null>(null)
  const isAsked = ref(false)

  const clicked = ({ lngLat }: MapMouseEvent) => {
    at.value = [Math.round(lngLat.lng * 1e7) / 1e7, Math.round(lngLat.lat * 1e7) / 1e7]
    end()
  }
  const pressed = ({ key }: KeyboardEvent) => {
    if (key === 'Escape') end()
  }
  const end = () => {
    if (!isAsked.value) return
    isAsked.value = false
    isDrawing.value = false
    map.value?.off('click', clicked)
    map.value?.getCanvas().style.removeProperty('cursor')
    removeEventListener('keydown', pressed)
  }
  const start = () => {
    if (!map.value || isAsked.value) return
    isAsked.value = true
    isDrawing.value = true
    map.value.on('click', clicked)
    addEventListener('keydown', pressed)
  }
  const clear = () => {
    end()
    at.value = null
  }
  onScopeDispose(end)

  return { at, isAsked, start, clear }
}
