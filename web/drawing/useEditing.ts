import { ref, shallowRef, watch } from 'vue'
import type { VertexPath } from '#core/areas/operations/operation.ts'
import type { DraftShape, Position } from '#core/areas/shape.ts'
import type { Drawing } from './drawing.ts'
import type { HintId } from './hints.ts'
import { placeAt } from './hit.ts'

/** What the hand holds and what its next click does; nothing of it is kept. */
export const useEditing = (drawing: Drawing) => {
  const selected = shallowRef<VertexPath | null>(null)
  /** An edge chosen for a trace. */
  const edge = shallowRef<VertexPath | null>(null)
  /** What the pointer is snapped to, for its ring. */
  const snapped = shallowRef<Position | null>(null)
  const snaps = ref(true)
  const hint = ref<HintId>('nothing')
  /** Points set of what is not finished yet. */
  const unfinished = ref(0)
  /** Shapes the next click may choose. */
  const others = shallowRef<readonly DraftShape[]>([])

  watch(drawing.shape, shape => {
    if (selected.value && !placeAt(shape, selected.value)) selected.value = null
    if (edge.value && !placeAt(shape, edge.value)) edge.value = null
  })
  watch(drawing.tool, () => {
    snapped.value = null
    edge.value = null
    unfinished.value = 0
    others.value = []
    if (drawing.tool.value !== 'vertex') selected.value = null
  })
  return { selected, edge, snapped, snaps, hint, unfinished, others }
}
export type Editing = ReturnType<typeof useEditing>
