import type { Position } from 'geojson'
import { computed, ref, shallowRef } from 'vue'
import type { Drawn } from '#core/api/compound-changes.ts'
import type { Compound } from '#core/api/compounds.ts'
import { RequestFailed, send } from '../api/client.ts'
import { onceKeys } from '../api/once-keys.ts'
import { untilSeen } from '../desk/until-seen.ts'
import type { Desk } from '../desk/useDesk.ts'
import { useWords } from '../locales/useWords.ts'
import { asShape, moved, sizeOf, squareAround } from './yard-shape.ts'

/** A yard nobody has measured yet: about one building with its ground. */
const SIDE_M = 40
/** How much around it is shown for adjusting. */
const SIGHT_M = 240

/** The outline in hand: corner by corner, then adjusted, then saved. */
export interface Yard {
  compound: Compound
  ring: readonly Position[]
  phase: 'drawing' | 'adjusting'
}

/** Puts a compound on the map, or its outline in place of the last one. */
export const useYard = (desk: Desk) => {
  const { t } = useWords()
  const yard = shallowRef<Yard | null>(null)
  const pointer = shallowRef<Position | null>(null)
  const effective_on = ref('')
  const busy = ref(false)
  const trouble = ref<string | null>(null)
  /** The outline saved last; it can be taken back. */
  const saved = shallowRef<{ seq: number; name: string } | null>(null)
  const keyFor = onceKeys()

  const begin = (next: Yard) => {
    yard.value = next
    trouble.value = null
    saved.value = null
    effective_on.value = desk.today.value
    desk.isDrawing.value = true
    desk.select([next.compound.id])
  }
  const leave = () => {
    yard.value = null
    pointer.value = null
    desk.isDrawing.value = false
  }
  const place = (compound: Compound, at: Position) => {
    begin({ compound, ring: squareAround(at, SIDE_M), phase: 'adjusting' })
    desk.flyTo(squareAround(at, SIGHT_M).flatMap((corner, i) => (i % 2 === 0 ? corner : [])))
  }
  const placeInMiddle = (compound: Compound) => {
    const middle = desk.map.value?.getCenter()
    if (middle) place(compound, [middle.lng, middle.lat])
  }
  const draw = (compound: Compound) => begin({ compound, ring: [], phase: 'drawing' })
  const change = (ring: readonly Position[]) => {
    trouble.value = null
    if (yard.value) yard.value = { ...yard.value, ring }
  }
  const finish = () => {
    if (yard.value && yard.value.ring.length >= 3) yard.value = { ...yard.value, phase: 'adjusting' }
    pointer.value = null
  }
  const add = (at: Position) => change([...(yard.value?.ring ?? []), at])
  const takeLast = () => change(yard.value?.ring.slice(0, -1) ?? [])
  const shift = (east: number, north: number) => change(moved(yard.value?.ring ?? [], east, north))
  const putCorner = (n: number, at: Position) =>
    change((yard.value?.ring ?? []).map((corner, i) => (i === n ? at : corner)))

  const shape = computed(() => {
    const now = yard.value
    if (!now) return null
    const ring = now.phase === 'drawing' && pointer.value ? [...now.ring, pointer.value] : now.ring
    return asShape(ring)
  })
  const size = computed(() => (yard.value && yard.value.ring.length >= 3 ? sizeOf(yard.value.ring) : null))

  const attempt = async (work: () => Promise<void>) => {
    busy.value = true
    trouble.value = null
    try {
      await work()
    } catch (error) {
      const isProblem = error instanceof RequestFailed
      trouble.value = isProblem ? (error.problem?.detail ?? t(`errors.${error.code}`)) : t('errors.internal')
    } finally {
      busy.value = false
    }
  }
  const plan = () => `/plans/${desk.open.value?.page.id}`
  const save = () => {
    const now = yard.value
    const drawn = now && asShape(now.ring)
    if (!now || !drawn || now.phase === 'drawing' || busy.value) return Promise.resolve()
    return attempt(async () => {
      const { compound } = now
      const body = { shape: drawn, effective_on: effective_on.value }
      const { seq } = await send<Drawn>(`${plan()}/compounds/${compound.id}/shape`, body, { key: keyFor(body) })
      await untilSeen(seq)
      saved.value = { seq, name: compound.name }
      leave()
    })
  }
  const takeBack = () => {
    const last = saved.value
    if (!last || busy.value) return Promise.resolve()
    return attempt(async () => {
      const { seq } = await send<{ seq: number }>(`${plan()}/batches/${last.seq}`, undefined, { method: 'DELETE' })
      await untilSeen(seq)
      saved.value = null
    })
  }

  return {
    yard,
    pointer,
    shape,
    size,
    effective_on,
    busy,
    trouble,
    saved,
    place,
    placeInMiddle,
    draw,
    add,
    takeLast,
    finish,
    shift,
    putCorner,
    leave,
    save,
    takeBack,
  }
}
export type YardTool = ReturnType<typeof useYard>
