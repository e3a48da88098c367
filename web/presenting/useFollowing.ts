import { computed, ref, shallowRef, watch } from 'vue'
import type { Stage } from '#core/api/meetings.ts'
import type { StageNow } from '#core/api/stage.ts'
import { useEvents } from '../live/useEvents.ts'
import { stageEvents } from './questions.ts'

/** Follows the presenter's scene until somebody goes their own way, and again when they come back. */
export const useFollowing = (plan: string, meeting: number, goTo: (scene: string) => void) => {
  const stage = shallowRef<Stage | null>(null)
  const follows = ref(true)
  const address = computed(() => stageEvents(plan, meeting))
  const { lost_at } = useEvents<StageNow>({
    address,
    onEvent: now => {
      stage.value = now.stage
    },
  })
  watch([stage, follows], () => {
    if (follows.value && stage.value) goTo(stage.value.scene)
  })
  return {
    stage,
    isOffline: computed(() => lost_at.value !== null),
    follows,
    leave: () => {
      follows.value = false
    },
    comeBack: () => {
      follows.value = true
    },
  }
}
