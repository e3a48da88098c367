import type { Map as MapLibre } from 'maplibre-gl'
import { computed, type InjectionKey, inject, provide, type ShallowRef, shallowRef } from 'vue'
import type { Bbox, MapApi } from '../map/map-api.ts'
import { usePlans } from '../plans/plans.store.ts'

/** What the desk's parts share: the open plan, what is selected, the map, and who has the pointer on it. */
export const makeDesk = () => {
  const plans = usePlans()
  const open = computed(() => plans.open)
  /** The compounds that are selected, on the grid and on the map alike. A new set each time. */
  const selected: ShallowRef<ReadonlySet<number>> = shallowRef(new Set<number>())
  /** The map as MapLibre knows it, for drawing; null until it stands. */
  const map = shallowRef<MapLibre | null>(null)
  /** The map's verbs. */
  const view = shallowRef<MapApi | null>(null)
  /** Whether a tool has the pointer: then a click on the map selects nothing. */
  const isDrawing = shallowRef(false)

  const select = (ids: Iterable<number>) => {
    selected.value = new Set(ids)
  }
  const toggle = (id: number) => {
    const next = new Set(selected.value)
    if (!next.delete(id)) next.add(id)
    selected.value = next
  }
  const flyTo = (bbox: Bbox) => view.value?.flyTo(bbox)

  return { open, selected, map, view, isDrawing, select, toggle, flyTo }
}
export type Desk = ReturnType<typeof makeDesk>

const DESK: InjectionKey<Desk> = Symbol('desk')

export const provideDesk = (): Desk => {
  const desk = makeDesk()
  provide(DESK, desk)
  return desk
}

/** What the desk's parts share. */
export const useDesk = (): Desk => {
  const desk = inject(DESK)
  if (!desk) throw new Error('useDesk is used outside of the desk')
  return desk
}
