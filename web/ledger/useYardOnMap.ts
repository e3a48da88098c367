import type { Position } from 'geojson'
import { type MapMouseEvent, Marker } from 'maplibre-gl'
import { computed, onScopeDispose, watch } from 'vue'
import type { Desk } from '../desk/useDesk.ts'
import { useWords } from '../locales/useWords.ts'
import { light } from '../map/flavors.ts'
import type { OverlayShape } from '../map/overlay.ts'
import { useOverlay } from '../map/useOverlay.ts'
import type { YardTool } from './useYard.ts'

/** A click this near to the first corner closes the outline. */
const CLOSE_PX = 12

/** The outline in hand as it lies on the map: its shape, a handle at each corner, and the clicks that add corners. */
export const useYardOnMap = ({ map, isDrawing }: Desk, tool: YardTool) => {
  const { t } = useWords()
  const { yard, pointer, shape } = tool
  const shapes = computed((): OverlayShape[] =>
    shape.value ? [{ id: 0, shape: shape.value, tone: 'own', strong: true }] : [],
  )
  useOverlay(map, shapes, { id: 'yard', flavor: light })

  let corners: Marker[] = []
  const clear = () => {
    for (const corner of corners) corner.remove()
    corners = []
  }
  const handle = (at: Position, n: number, draggable: boolean) => {
    const element = document.createElement('button')
    element.type = 'button'
    element.className = 'yard-corner'
    element.dataset.corner = String(n)
    const marker = new Marker({ element, draggable }).setLngLat([at[0]!, at[1]!])
    marker.on('drag', () => {
      const { lng, lat } = marker.getLngLat()
      tool.putCorner(n, [lng, lat])
    })
    if (map.value) marker.addTo(map.value)
    element.setAttribute('aria-label', t('ledger.yard.corner', { n: n + 1 }))
    return marker
  }
  // Handles are made anew only when there are more or fewer of them: one that is dragged must stay.
  watch(
    () => ({ ring: yard.value?.ring ?? [], phase: yard.value?.phase }),
    ({ ring, phase }, before) => {
      if (ring.length !== corners.length || phase !== before?.phase) {
        clear()
        corners = ring.map((at, n) => handle(at, n, phase === 'adjusting'))
      }
      for (const [n, [lng = 0, lat = 0]] of ring.entries()) corners[n]?.setLngLat([lng, lat])
    },
  )

  const isOnFirst = (event: MapMouseEvent) => {
    const first = yard.value?.ring[0]
    return first !== undefined && event.target.project([first[0]!, first[1]!]).dist(event.point) < CLOSE_PX
  }
  const click = (event: MapMouseEvent) => {
    if (yard.value?.phase !== 'drawing') return
    if (yard.value.ring.length >= 3 && isOnFirst(event)) tool.finish()
    else tool.add([event.lngLat.lng, event.lngLat.lat])
  }
  const move = ({ lngLat }: MapMouseEvent) => {
    if (yard.value?.phase === 'drawing') pointer.value = [lngLat.lng, lngLat.lat]
  }
  const leave = () => {
    map.value?.off('click', click)
    map.value?.off('mousemove', move)
    map.value?.doubleClickZoom.enable()
  }
  watch(
    () => yard.value !== null,
    isOn => {
      if (!isOn) return leave()
      map.value?.on('click', click)
      map.value?.on('mousemove', move)
      map.value?.doubleClickZoom.disable()
    },
  )
  onScopeDispose(() => {
    leave()
    clear()
    if (yard.value) isDrawing.value = false
  })
}
