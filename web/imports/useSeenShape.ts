import type { MultiPolygon } from 'geojson'
import { computed, type Ref, shallowRef } from 'vue'
import type { ImportAnswer } from '#core/imports/import-answer.ts'
import type { Desk } from '../desk/useDesk.ts'
import { light } from '../map/flavors.ts'
import type { OverlayShape } from '../map/overlay.ts'
import { useOverlay } from '../map/useOverlay.ts'
import { boundsOf, broughtBack } from './datums.ts'
import type { Telling } from './useImport.ts'

/** Shows on the map where a shape of an import would lie, by its label. */
export const useSeenShape = (desk: Desk, tried: Ref<ImportAnswer | null>, telling: Ref<Telling>) => {
  const seen = shallowRef<{ name: string; shape: MultiPolygon } | null>(null)
  const shapes = computed<OverlayShape[]>(() =>
    seen.value ? [{ id: 1, shape: seen.value.shape, tone: 'own', name: seen.value.name, strong: true }] : [],
  )
  useOverlay(desk.map, shapes, { id: 'import-seen', flavor: light })

  const see = (label: string) => {
    const found = tried.value?.shapes.find(each => each.label === label)
    if (!found) return
    const shape = broughtBack(found.geometry, telling.value.datum ?? 'wgs84')
    seen.value = { name: found.name ?? '', shape }
    const box = boundsOf([shape])
    if (box) desk.flyTo(box)
  }
  return see
}
