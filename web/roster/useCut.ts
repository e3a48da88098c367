import type { MultiPolygon } from 'geojson'
import type { MapMouseEvent } from 'maplibre-gl'
import { computed, onScopeDispose, type Ref, shallowRef, watch } from 'vue'
import type { OperationReason } from '#core/areas/operations/operation.ts'
import { type DraftShape, fromMultiPolygon, type Position, toMultiPolygon } from '#core/areas/shape.ts'
import type { Desk } from '../desk/useDesk.ts'
import { light } from '../map/flavors.ts'
import type { OverlayShape } from '../map/overlay.ts'
import { useOverlay } from '../map/useOverlay.ts'
import { type Pin, usePins } from '../map/usePins.ts'

const COLOURS = ['#6d4763', '#1f7a61', '#9a5b00', '#1a5fd6', '#b3361a', '#465364']

/** Cuts a compound's shape on the map by lines that are clicked point by point; a pin that is pressed goes away. */
export const useCut = (desk: Desk, whole: Ref<MultiPolygon | null>, names: Ref<readonly string[]>) => {
  const isOn = shallowRef(false)
  const points = shallowRef<Position[]>([])
  const pieces = shallowRef<DraftShape[]>([])
  const reason = shallowRef<OperationReason | null>(null)
  const colourOf = (at: number) => COLOURS[at % COLOURS.length]!

  const fresh = () => {
    points.value = []
    reason.value = null
    pieces.value = whole.value ? [fromMultiPolygon(whole.value)] : []
  }
  watch(whole, fresh, { immediate: true })

  /** What the pieces are once the line is drawn through; null while it cuts none. */
  const cut = shallowRef<DraftShape[] | null>(null)
  watch([points, pieces], async ([line, now]) => {
    cut.value = null
    reason.value = null
    if (line.length < 2) return
    const { splitBy } = await import('#core/areas/operations/split-by.ts')
    if (points.value !== line) return
    const done = now.map(piece => ({ piece, split: splitBy(piece, line) }))
    if (done.some(({ split }) => split.ok))
      cut.value = done.flatMap(({ piece, split }) => (split.ok ? split.shapes : [piece]))
    else reason.value = done.flatMap(({ split }) => (split.ok ? [] : [split.reason]))[0] ?? null
  })

  const add = ({ lngLat }: MapMouseEvent) => {
    const place = (degrees: number) => Math.round(degrees * 1e7) / 1e7
    points.value = [...points.value, [place(lngLat.lng), place(lngLat.lat)]]
  }
  const stop = () => {
    isOn.value = false
    desk.isDrawing.value = false
    desk.map.value?.off('click', add)
    points.value = []
  }
  const start = () => {
    isOn.value = true
    desk.isDrawing.value = true
    desk.map.value?.on('click', add)
  }
  const take = () => {
    if (cut.value) pieces.value = cut.value
    stop()
  }

  const shown = computed(() => cut.value ?? pieces.value)
  const shapes = computed<OverlayShape[]>(() =>
    shown.value.map((piece, at) => ({
      id: at + 1,
      shape: toMultiPolygon(piece),
      tone: 'group',
      colour: colourOf(at),
      name: shown.value.length > 1 ? (names.value[at] ?? String(at + 1)) : '',
    })),
  )
  const pins = computed<Pin[]>(() =>
    points.value.map((at, id) => ({ id, at, text: String(id + 1), label: String(id + 1) })),
  )
  useOverlay(desk.map, shapes, { id: 'roster-cut', flavor: light })
  usePins(desk.map, pins, id => {
    points.value = points.value.filter((_, at) => at !== id)
  })
  onScopeDispose(stop)

  return { isOn, points, pieces, cut, reason, colourOf, start, stop, take, fresh }
}
