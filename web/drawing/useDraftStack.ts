import { computed, shallowRef } from 'vue'
import { type Done, type OperationReason, refused } from '#core/areas/operations/operation.ts'
import type { DraftShape } from '#core/areas/shape.ts'
import type { Beginning } from './beginning.ts'
import { type DraftStack, extended, goneTo, pushed, stackOf, standing } from './draft-stack.ts'
import type { NoteId } from './notes.ts'

const same = (a: ReadonlySet<number>, b: ReadonlySet<number>) => a.size === b.size && [...a].every(id => b.has(id))

/** Steps of one motion come closer than this; one undo takes them back together. */
const ONE_MOTION_MS = 1500

/** Geometry that gives up does not leave the hand without an answer. */
const carriedOut = (operation: (shape: DraftShape) => Done, shape: DraftShape): Done => {
  try {
    return operation(shape)
  } catch (error) {
    reportError(error)
    return refused('shape_invalid')
  }
}

/** The one gate for edits: what stands, how it came to be, and the way back. `changed` is told of every move of it. */
export const useDraftStack = (first: Beginning, changed: () => void) => {
  const stack = shallowRef<DraftStack>(stackOf({ ...first, note: 'opened' }))
  const refusal = shallowRef<{ reason: OperationReason } | null>(null)
  const now = computed(() => standing(stack.value))
  const shape = computed(() => now.value.shape)
  const picks = computed(() => now.value.picks)
  let motion = { joins: '', at: 0 }

  const stand = (next: DraftStack) => {
    refusal.value = null
    stack.value = next
    changed()
  }
  const put = (next: { shape: DraftShape; picks: ReadonlySet<number>; note: NoteId }, joins = '') => {
    const at = performance.now()
    const goesOn = joins !== '' && joins === motion.joins && at - motion.at < ONE_MOTION_MS
    motion = { joins, at }
    stand((goesOn ? extended : pushed)(stack.value, next))
  }

  const apply = (
    note: NoteId,
    operation: (shape: DraftShape) => Done,
    { picks: next, joins }: { picks?: Iterable<number>; joins?: string } = {},
  ) => {
    const done = carriedOut(operation, shape.value)
    if (!done.ok) {
      refusal.value = { reason: done.reason }
      return false
    }
    put({ shape: done.shape, picks: next ? new Set(next) : picks.value, note }, joins)
    return true
  }
  const setPicks = (next: Iterable<number>, note?: NoteId) => {
    const wanted = new Set(next)
    if (same(wanted, picks.value)) return
    put({ shape: shape.value, picks: wanted, note: note ?? (wanted.size < picks.value.size ? 'unpicked' : 'picked') })
  }
  const goTo = (step: number) => {
    motion = { joins: '', at: 0 }
    stand(goneTo(stack.value, step))
  }

  return {
    stack,
    shape,
    picks,
    refusal,
    apply,
    put,
    setPicks,
    goTo,
    undo: () => goTo(stack.value.at - 1),
    redo: () => goTo(stack.value.at + 1),
    canUndo: computed(() => stack.value.at > 0),
    canRedo: computed(() => stack.value.at < stack.value.steps.length - 1),
    undoNote: computed(() => (stack.value.at > 0 ? now.value.note : null)),
    redoNote: computed(() => stack.value.steps[stack.value.at + 1]?.note ?? null),
  }
}
