import { computed, onScopeDispose, type Ref, shallowRef, watch } from 'vue'
import { useRoute } from 'vue-router'
import { isOther } from '#core/version/build-of.ts'
import { useSession } from '../session/session.store.ts'
import { lastReload, rememberReload } from './reloaded.ts'
import { askBuild, OTHER_BUILD, pageBuild, STREAM_BACK } from './served-build.ts'
import { whatToDo } from './what-to-do.ts'

/** What makes the page ask: an answer of another build, a stream that came back, a part of the page that is gone. */
const SIGNS = [OTHER_BUILD, STREAM_BACK, 'vite:preloadError']
const STIRRED = ['pointermove', 'pointerdown', 'keydown'] as const
const LOOK_MS = 5000
/** A room of walls does not come back in one stroke. */
const SPREAD_MS = 8000

/** Learns that the server hands out newer pages than this one; a wall loads them by itself, elsewhere `tells` asks for a bar. */
export const useNewBuild = (): { tells: Ref<boolean> } => {
  const route = useRoute()
  const session = useSession()
  const served = shallowRef<string | null>(null)
  const answer = shallowRef<'reload' | 'wait' | 'tell'>('wait')
  const page = pageBuild()
  let stirred_at = performance.now()
  let asking = false
  let timer = 0

  const look = () => {
    if (served.value === null) return
    answer.value = whatToDo({
      route: String(route.name),
      is_display: session.who?.role === 'display',
      is_editing: isEditing(),
      idle_ms: performance.now() - stirred_at,
      served: served.value,
      now: Date.now(),
      reloaded: lastReload(),
    })
    clearTimeout(timer)
    if (answer.value === 'wait') timer = window.setTimeout(look, LOOK_MS)
    if (answer.value === 'reload') timer = window.setTimeout(reload, Math.random() * SPREAD_MS)
  }
  const reload = async () => {
    const now = await askBuild()
    if (!isOther(page, now)) return look()
    served.value = now
    if (rememberReload({ build: now, at: Date.now() })) location.reload()
  }
  const ask = async () => {
    if (asking || served.value !== null) return
    asking = true
    const now = await askBuild()
    asking = false
    if (!isOther(page, now)) return
    served.value = now
    look()
  }
  const shown = () => {
    if (document.visibilityState === 'visible') ask()
  }
  const stir = () => {
    stirred_at = performance.now()
  }

  for (const sign of SIGNS) window.addEventListener(sign, ask)
  for (const sign of STIRRED) window.addEventListener(sign, stir, { passive: true })
  document.addEventListener('visibilitychange', shown)
  watch(() => route.name, look)
  onScopeDispose(() => {
    clearTimeout(timer)
    for (const sign of SIGNS) window.removeEventListener(sign, ask)
    for (const sign of STIRRED) window.removeEventListener(sign, stir)
    document.removeEventListener('visibilitychange', shown)
  })
  return { tells: computed(() => served.value !== null && answer.value === 'tell') }
}

const isEditing = (): boolean =>
  document.querySelector('dialog[open]') !== null ||
  /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? '')
