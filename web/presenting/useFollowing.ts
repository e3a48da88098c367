import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Stage } from '#core/api/meetings.ts'
import type { StageNow } from '#core/api/stage.ts'
import { useEvents } from '../live/useEvents.ts'
import { askStage, stageEvents } from './questions.ts'

/** A stream whose cable is pulled may stay silent for minutes; asking finds out sooner. */
const ASKED_MS = 12_000

/** Follows the presenter's scene until somebody goes their own way, and again when they come back. */
export const useFollowing = (plan: string, meeting: number, goTo: (scene: string) => void) => {
  const stage = shallowRef<Stage | null>(null)
  const follows = ref(true)
  const isUnreached = ref(false)
  const hear = (now: StageNow) => {
    stage.value = now.stage
    isUnreached.value = false
  }

  const address = computed(() => stageEvents(plan, meeting))
  const { lost_at } = useEvents<StageNow>({ address, onEvent: hear })
  const look = () =>
    askStage(plan, meeting).then(hear, () => {
      isUnreached.value = true
    })
  const looking = window.setInterval(look, ASKED_MS)
  onScopeDispose(() => clearInterval(looking))

  watch([() => stage.value?.scene, follows], ([scene]) => {
    if (follows.value && scene) goTo(scene)
  })
  return {
    stage,
    follows,
    isOffline: computed(() => lost_at.value !== null || isUnreached.value),
    leave: () => {
      follows.value = false
    },
    comeBack: () => {
      follows.value = true
    },
  }
}
