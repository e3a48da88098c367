import './pins.css'
import { type Map as MapLibre, Marker } from 'maplibre-gl'
import { onScopeDispose, type Ref, watch } from 'vue'

/** A numbered pin at a place [lon, lat]. */
export interface Pin {
  id: number
  at: readonly number[]
  text: string
  label: string
}

/** Pins upon a map, each a button. */
export const usePins = (map: Ref<MapLibre | null>, pins: Ref<readonly Pin[]>, pressed: (id: number) => void) => {
  let standing: Marker[] = []

  const clear = () => {
    for (const marker of standing) marker.remove()
    standing = []
  }
  watch(
    [map, pins],
    ([on, wanted]) => {
      clear()
      if (!on) return
      standing = wanted.map(({ id, at, text, label }) => {
        const element = document.createElement('button')
        element.type = 'button'
        element.className = 'map-pin'
        element.textContent = text
        element.title = label
        element.addEventListener('click', event => {
          event.stopPropagation()
          pressed(id)
        })
        const marker = new Marker({ element, anchor: 'bottom' }).setLngLat([at[0]!, at[1]!]).addTo(on)
        element.setAttribute('aria-label', label)
        return marker
      })
    },
    { immediate: true },
  )
  onScopeDispose(clear)
}
