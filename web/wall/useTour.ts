import { computed, onScopeDispose, type Ref } from 'vue'
import { makeTour } from './tour.ts'
import type { Wall } from './useWall.ts'

/** Any of these is somebody at the wall; caught before a menu or a dialog keeps it to itself. */
const TOUCHES = ['pointerdown', 'wheel', 'keydown'] as const

export interface UseTourOptions {
  /** Whether something lies open upon the wall. */
  isReading: Ref<boolean>
}

/** Goes round the ranked divisions and back to the whole, one after another, and waits while somebody touches the wall. */
export const useTour = ({ scopeTo, progress, playback, selected }: Wall, { isReading }: UseTourOptions) => {
  const show = (division: number | null) => {
    playback.toToday()
    selected.value = null
    scopeTo(division)
  }
  const { state, start, touch, end } = makeTour({ show, isUsed: () => playback.playing.value || isReading.value })
  const touring = computed(() => state.value === 'on' || state.value === 'paused')

  const toggle = () => {
    if (touring.value) {
      end()
      return
    }
    show(null)
    const divisions = progress.value?.rows.filter(({ total }) => total > 0).map(({ division }) => division) ?? []
    start(divisions.length > 0 ? [...divisions, null] : [])
  }

  for (const sign of TOUCHES) window.addEventListener(sign, touch, { passive: true, capture: true })
  onScopeDispose(() => {
    for (const sign of TOUCHES) window.removeEventListener(sign, touch, { capture: true })
    end()
  })

  return { state, touring, toggle, end }
}
