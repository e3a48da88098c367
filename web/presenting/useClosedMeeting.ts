import { computed, type Ref, shallowRef, watch } from 'vue'
import type { Meeting } from '#core/api/meetings.ts'
import { askMeetings } from '../api/questions.ts'

/** The last of a plan's meetings whose figures are closed; null where there is none. */
export const useClosedMeeting = (plan: Ref<string>) => {
  const meetings = shallowRef<readonly Meeting[]>([])
  watch(
    plan,
    async id => {
      meetings.value = []
      if (!id) return
      const found = await askMeetings(id).catch(() => [])
      if (id === plan.value) meetings.value = found
    },
    { immediate: true },
  )
  return computed(() => meetings.value.find(({ closing }) => closing !== null) ?? null)
}
