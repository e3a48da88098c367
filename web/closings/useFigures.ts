import { type Ref, shallowRef, watch } from 'vue'
import type { Closing } from '#core/api/closings.ts'
import type { Basis } from '#core/api/common.ts'
import type { Progress } from '#core/api/progress.ts'
import { ask, RequestFailed } from '../api/client.ts'

/** The question of a closing: its day, and its moment once its figures are taken. */
export const questionOf = ({ as_of, known_at }: Pick<Closing, 'as_of' | 'known_at'>, basis: Basis) => ({
  as_of,
  known_at,
  basis,
})

/** The figures of a closing, asked anew when it is another one, was confirmed, or the plan was written to meanwhile. */
export const useFigures = (plan: Ref<string>, closing: Ref<Closing | null>, basis: Ref<Basis>, seq: Ref<number>) => {
  const figures = shallowRef<Progress | null>(null)
  let asked = 0
  watch(
    () => {
      const now = closing.value
      return [plan.value, now?.id, now?.known_at, basis.value, now?.known_at ? 0 : seq.value] as const
    },
    async ([, id], before) => {
      asked += 1
      const mine = asked
      const now = closing.value
      if (id !== before?.[1]) figures.value = null
      if (!now) return
      try {
        const found = await ask<Progress>(
          `/plans/${encodeURIComponent(plan.value)}/progress`,
          questionOf(now, basis.value),
        )
        if (mine === asked) figures.value = found
      } catch (error) {
        if (!(error instanceof RequestFailed)) throw error
        if (mine === asked) figures.value = null
      }
    },
    { immediate: true },
  )
  return figures
}
