import type { Map as MapLibre } from 'maplibre-gl'
import {
  computed,
  effectScope,
  type InjectionKey,
  inject,
  onScopeDispose,
  provide,
  type ShallowRef,
  shallowRef,
} from 'vue'
import { adopted } from '#core/plan/printed.ts'
import { placeOfCompound } from '../divisions/places.ts'
import type { Bbox, MapApi } from '../map/map-api.ts'
import { usePlans } from '../plans/plans.store.ts'
import { useDeskMarks } from './useDeskMarks.ts'

/** Places of the shell that panels fill by `<Teleport :to="desk.drawer" defer>`: beside the map, over it, and under both. */
export const DRAWER = '#desk-drawer'
export const MAP_TOOLS = '#desk-map-tools'
export const STATUS = '#desk-status'

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

  /** What somebody looks for by name: the map flies there, a list scrolls there; a new object each time. */
  const sought = shallowRef<{ subject: number } | null>(null)
  const seek = (subject: number) => {
    select([subject])
    sought.value = { subject }
    const bbox = placeOfCompound(open.value?.compounds ?? [], subject)
    if (bbox) flyTo(bbox)
  }
  /** Today by the plan's clock; of a plan that has ended, its last day. */
  const today = computed(() => {
    const page = open.value?.page
    const now = plans.summaries.find(({ id }) => id === page?.id)?.today ?? page?.today ?? ''
    const ends = open.value ? adopted(open.value.document.ends_on) : now
    return now < ends ? now : ends
  })
  const { statuses, marks } = useDeskMarks(open, today)

  const kept = new Map<string, unknown>()
  const scope = effectScope()
  onScopeDispose(() => scope.stop())
  /** What a panel holds on to while another one is open; made once, gone with the desk. */
  const keep = <T>(name: string, make: () => T): T => {
    if (!kept.has(name)) kept.set(name, scope.run(make))
    return kept.get(name) as T
  }

  return {
    open,
    today,
    /** How every compound stands today, by its mode. */
    statuses,
    marks,
    selected,
    sought,
    map,
    view,
    isDrawing,
    select,
    toggle,
    seek,
    flyTo,
    keep,
    drawer: DRAWER,
    mapTools: MAP_TOOLS,
    status: STATUS,
  }
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
