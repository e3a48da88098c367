import { onScopeDispose, type Ref, ref, watch } from 'vue'
import { usePlans } from './plans.store.ts'

const RETRY_MS = 3000

/** Opens the plan the address names, or the first there is; while that fails it tries again by itself. */
export const usePlanOpening = (asked: Ref<string | null>) => {
  const plans = usePlans()
  const empty = ref(false)
  const failure = ref<typeof plans.failure>(null)
  let timer = 0

  const open = async () => {
    clearTimeout(timer)
    await plans.list().catch(() => undefined)
    const known = plans.summaries.find(({ id }) => id === asked.value) ?? plans.summaries[0]
    empty.value = plans.listed && known === undefined
    if (known && known.id !== plans.open?.page.id) await plans.openPlan(known.id)
    failure.value = plans.listed ? plans.failure : 'offline'
    if (failure.value || empty.value) timer = window.setTimeout(open, RETRY_MS)
  }
  watch(asked, open, { immediate: true })
  onScopeDispose(() => clearTimeout(timer))

  return { empty, failure }
}
