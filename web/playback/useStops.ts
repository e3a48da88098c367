import { computed, type Ref } from 'vue'
import { targetsOf } from '#core/coverage/curve.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import type { Stop } from './playback-steps.ts'

/** The days of a plan worth stepping to: its phases' first days, and the deadlines of an indicator's targets. */
export const useStops = (document: Ref<PlanDocument | null>, indicator: Ref<string>) =>
  computed((): Stop[] => {
    const plan = document.value
    if (!plan) return []
    const phases = plan.phases.map(({ id, from }): Stop => ({ id, day: adopted(from), kind: 'phase' }))
    const judged = targetsOf(plan, { indicator: indicator.value, counted_by: 'count', scope: null })
    const deadlines = judged.map(({ id, by }): Stop => ({ id, day: adopted(by!), kind: 'deadline' }))
    return [...phases, ...deadlines]
  })
