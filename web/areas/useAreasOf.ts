import { onScopeDispose, type Ref, shallowRef, watch } from 'vue'
import type { CompoundAreas } from '#core/api/areas.ts'
import { ask } from '../api/client.ts'

export interface AreasOfOptions {
  plan: Ref<string | null>
  compound: Ref<number | null>
  day: Ref<string>
  /** Asked again whenever it moves: the plan's last write. */
  seq: Ref<number>
}

/** A day that is played or dragged over is asked of only once it rests. */
const REST_MS = 250

/** The areas a compound belongs to on a day; none while nothing is known. */
export const useAreasOf = ({ plan, compound, day, seq }: AreasOfOptions) => {
  const areas = shallowRef<CompoundAreas['areas']>([])
  let timer: ReturnType<typeof setTimeout> | undefined

  const read = async (ofPlan: string, id: number, on: string) => {
    const path = `/plans/${encodeURIComponent(ofPlan)}/compounds/${id}/areas`
    const answer = await ask<CompoundAreas>(path, { as_of: on }).catch(() => ({ areas: [] }))
    if (plan.value === ofPlan && compound.value === id && day.value === on) areas.value = answer.areas
  }
  watch(
    [plan, compound, day, seq],
    ([ofPlan, id, on], [before, other]) => {
      clearTimeout(timer)
      if (ofPlan !== before || id !== other) areas.value = []
      if (ofPlan !== null && id !== null) timer = setTimeout(read, REST_MS, ofPlan, id, on)
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
  return areas
}
