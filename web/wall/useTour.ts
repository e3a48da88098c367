import { onScopeDispose, ref } from 'vue'
import type { Wall } from './useWall.ts'

const STAY_MS = 9000

/** Goes round the ranked divisions and back to the whole, one after another, until somebody touches the wall. */
export const useTour = ({ scope, scopeTo, progress, playback, selected }: Wall) => {
  const touring = ref(false)
  let timer = 0
  let route: (number | null)[] = []
  let at = 0

  const next = () => {
    at = (at + 1) % route.length
    scopeTo(route[at] ?? null)
    timer = window.setTimeout(next, STAY_MS)
  }
  const stop = () => {
    touring.value = false
    clearTimeout(timer)
  }
  const start = () => {
    const divisions = progress.value?.rows.filter(({ total }) => total > 0).map(({ division }) => division) ?? []
    if (scope.value !== null || divisions.length === 0) return
    playback.toToday()
    selected.value = null
    route = [null, ...divisions]
    at = 0
    touring.value = true
    timer = window.setTimeout(next, 600)
  }
  const toggle = () => {
    if (touring.value) stop()
    else {
      scopeTo(null)
      window.setTimeout(start, 0)
    }
  }
  window.addEventListener('pointerdown', stop)
  onScopeDispose(() => {
    window.removeEventListener('pointerdown', stop)
    stop()
  })

  return { touring, toggle, stop }
}
