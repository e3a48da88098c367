import { computed, type Ref } from 'vue'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import type { Stop } from './playback-steps.ts'

/** The days of a plan worth stepping to: its phases' first days, and the deadlines of an indicator's targets. */
export const useStops = (document: Ref<PlanDocument | null>, indicator: Ref<string>) =>
  computed((): Stop[] => {
    const plan = document.value
    if (!plan) return []
    const phases = plan.phases.map(({ id, from }): Stop => ({ id, day: adopted(from), kind: 'phase' }))
    const deadlines = plan.targets.flatMap(({ id, by, indicator: of, at_least }): Stop[] =>
      by && at_least && adopted(at_least) && of === indicator.value ? [{ id, day: adopted(by), kind: 'deadline' }] : [],
    )
    return [...phases, ...deadlines]
  })
