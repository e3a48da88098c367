import type { Map as MapLibre } from 'maplibre-gl'
import { oncePerFrame } from './frame.ts'
import { type Picked, pickAt } from './pick.ts'

/** Tells what a click meant, and shows beforehand where one would mean something. */
export const watchPointer = (map: MapLibre, picked: (what: Picked) => void) => {
  map.on('click', event => picked(pickAt(map, event.point)))

  let point = map.project(map.getCenter())
  const hover = oncePerFrame(() => {
    if (map.style) map.getCanvas().style.cursor = pickAt(map, point) ? 'pointer' : ''
  })
  map.on('mousemove', event => {
    if (event.originalEvent.buttons !== 0) return
    point = event.point
    hover()
  })
}
