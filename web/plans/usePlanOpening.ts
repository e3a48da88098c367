import { onScopeDispose, type Ref, ref, watch } from 'vue'
import type { PlanSummary } from '#core/api/plans.ts'
import { usePlans } from './plans.store.ts'

const RETRY_MS = 3000

/** Where nothing is asked for: the plan most was written to. */
const liveliest = (summaries: readonly PlanSummary[]) => [...summaries].sort((a, b) => b.seq - a.seq)[0]

/** Opens the plan the address names, or the first there is, as it is or as a closing knows it; while that fails it tries again by itself. */
export const usePlanOpening = (asked: Ref<string | null>, closing: Ref<number | null> = ref(null)) => {
  const plans = usePlans()
  const empty = ref(false)
  const failure = ref<typeof plans.failure>(null)
  let timer = 0

  const open = async () => {
    clearTimeout(timer)
    await plans.list().catch(() => undefined)
    const known = plans.summaries.find(({ id }) => id === asked.value) ?? liveliest(plans.summaries)
    empty.value = plans.listed && known === undefined
    const isOpen = known?.id === plans.open?.page.id && (plans.open?.closing?.id ?? null) === closing.value
    if (known && !isOpen)
      await (closing.value === null ? plans.openPlan(known.id) : plans.openClosing(known.id, closing.value))
    failure.value = plans.listed ? plans.failure : 'offline'
    if (failure.value || empty.value) timer = window.setTimeout(open, RETRY_MS)
  }
  watch([asked, closing], open, { immediate: true })
  onScopeDispose(() => clearTimeout(timer))

  return { empty, failure }
}
