import { onScopeDispose, type Ref, shallowRef, watch } from 'vue'
import type { Editor } from '#core/api/presence.ts'
import { newKey } from '../api/once-keys.ts'
import { sayLeaving, sendBeat } from './areas-api.ts'

const BEAT_MS = 15_000

/** Tells the server that this window edits a draft, as long as the scope lives; answers who else does. */
export const usePresence = (plan: string, draft: Ref<number | null>) => {
  const others = shallowRef<readonly Editor[]>([])
  const tab = newKey()

  const beat = async () => {
    const id = draft.value
    if (id === null) return
    // A heartbeat that does not come through says nothing about the others.
    const answer = await sendBeat(plan, { draft: id, tab }).catch(() => null)
    if (answer && draft.value === id) others.value = answer.editors
  }
  const leave = (id = draft.value) => {
    if (id !== null) sayLeaving(plan, { draft: id, tab })
  }
  const timer = setInterval(beat, BEAT_MS)
  const closing = () => leave()
  addEventListener('pagehide', closing)
  watch(
    draft,
    (_, before) => {
      if (before) leave(before)
      beat()
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    clearInterval(timer)
    removeEventListener('pagehide', closing)
    leave()
  })

  return { others }
}
