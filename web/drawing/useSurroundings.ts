import { computed, onScopeDispose, type Ref, shallowRef, watch } from 'vue'
import type { Surroundings } from '#core/api/areas.ts'
import type { DraftShape } from '#core/areas/shape.ts'
import { makeSnapIndex } from '#core/areas/snap.ts'
import type { Desk } from '../desk/useDesk.ts'
import type { Bbox } from '../map/map-api.ts'
import { askable, boxAround, grown, holds, joined } from './bounds.ts'
import { askSurroundings } from './drafts-api.ts'

const NOTHING: Surroundings = { areas: [], compounds: [], divisions: [], lines: [] }
/** Farther off nobody aims at a corner. */
const FROM_ZOOM = 13.5
/** About 150 m. */
const MARGIN_DEGREES = 0.0015

const boxOf = (shape: DraftShape) => boxAround(shape.map(({ shell }) => shell).filter(shell => shell.length > 0))

/** Everything near the drawing at full precision: of what the screen shows, and of what is drawn. */
export const useSurroundings = (desk: Pick<Desk, 'map' | 'open'>, plan: string, shape: Readonly<Ref<DraftShape>>) => {
  const around = shallowRef<Surroundings>(NOTHING)
  const index = computed(() => makeSnapIndex(around.value))
  let had: Bbox | null = null
  let following: AbortController | null = null
  let last = 0

  /** Of what is wanted as much as may be asked for at once; what is drawn before what is shown. */
  const load = async (wishes: readonly Bbox[], signal?: AbortSignal): Promise<Surroundings> => {
    if (had && holds(had, askable(wishes))) return around.value
    const wanted = askable([...wishes.flatMap(each => [grown(each, 0.25, MARGIN_DEGREES), each])])
    const turn = ++last
    const found = await askSurroundings(plan, wanted, signal)
    if (turn === last) {
      had = wanted
      around.value = found
    }
    return found
  }
  /** Has the surroundings of a box besides those of what is drawn. */
  const need = (bbox: Bbox) => load([joined(bbox, boxOf(shape.value)), bbox])

  const follow = () => {
    const map = desk.map.value
    const drawn = boxOf(shape.value)
    if (!map) return
    const bounds = map.getBounds()
    const view: Bbox = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]
    const wishes = [map.getZoom() >= FROM_ZOOM ? joined(view, drawn) : null, drawn].filter(box => box !== null)
    following?.abort()
    following = new AbortController()
    if (wishes.length > 0) load(wishes, following.signal).catch(() => undefined)
  }
  watch(
    desk.map,
    (map, before) => {
      before?.off('moveend', follow)
      map?.on('moveend', follow)
      follow()
    },
    { immediate: true },
  )
  watch(shape, follow)
  // Somebody published or redrew something: what is had may be of before.
  watch(
    () => desk.open.value?.page.geometry_revision,
    () => {
      had = null
      follow()
    },
  )
  onScopeDispose(() => {
    following?.abort()
    desk.map.value?.off('moveend', follow)
  })
  return { around, index, need }
}
export type Around = ReturnType<typeof useSurroundings>
