import { Marker } from 'maplibre-gl'
import { onScopeDispose, watch } from 'vue'
import type { AreaIssue } from '#core/areas/issues.ts'
import type { Desk } from '../desk/useDesk.ts'
import { light } from '../map/flavors.ts'
import { TOOLBAR_ROOM } from './bounds.ts'
import type { Drawing } from './drawing.ts'

/** About 60 m to each side. */
const AROUND_DEGREES = 0.0006

/** Flies to the place of an issue and marks it; the mark goes when the shape changes. */
export const useIssueMarker = (desk: Desk, drawing: Drawing) => {
  let marker: Marker | null = null
  const clear = () => {
    marker?.remove()
    marker = null
  }
  const locate = ({ at }: AreaIssue) => {
    clear()
    const map = desk.map.value
    if (!map || !at) return
    const element = document.createElement('div')
    element.className = 'drawing-spot'
    element.style.setProperty('--spot', light.refused)
    marker = new Marker({ element }).setLngLat([at[0], at[1]]).addTo(map)
    const [lon, lat] = at
    const around = [lon - AROUND_DEGREES, lat - AROUND_DEGREES, lon + AROUND_DEGREES, lat + AROUND_DEGREES]
    desk.view.value?.flyTo(around, TOOLBAR_ROOM)
  }
  watch(drawing.shape, clear)
  onScopeDispose(clear)
  return locate
}
