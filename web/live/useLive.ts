import { computed, onScopeDispose, ref } from 'vue'
import type { PlanEvent } from '#core/api/plans.ts'
import { eventsAddress } from '../api/questions.ts'
import { usePlans } from '../plans/plans.store.ts'
import { useEvents } from './useEvents.ts'

/** A stream whose cable is pulled stays silent for minutes, here or behind the server; asking for the plans finds out sooner. */
const LIST_MS = 12_000
const RETRY_MS = 2000

/** Keeps the open plan at its last write: one catching up at a time, again when it fails; a new day by the plan's clock too. */
export const useLive = () => {
  const plans = usePlans()
  const missed_at = ref<Date | null>(null)
  const unreached_at = ref<Date | null>(null)
  let last: PlanEvent | null = null
  let busy = false
  let retry = 0

  const drain = async () => {
    if (busy) return
    busy = true
    while (last) {
      const event = last
      last = null
      try {
        await plans.catchUp(event)
        missed_at.value = null
      } catch {
        missed_at.value ??= new Date()
        last ??= event
        retry = window.setTimeout(drain, RETRY_MS)
        break
      }
    }
    busy = false
  }

  const hear = (event: PlanEvent) => {
    last = event
    drain()
  }

  const address = computed(() => (plans.open && !plans.open.closing ? eventsAddress(plans.open.page.id) : null))
  const { lost_at } = useEvents({ address, onEvent: hear })
  const look = async () => {
    try {
      await plans.list()
      unreached_at.value = null
    } catch {
      unreached_at.value ??= new Date()
      return
    }
    if (plans.open?.closing) return
    const page = plans.open?.page
    const now = plans.summaries.find(({ id }) => id === page?.id)
    if (!page || !now) return
    if (now.plan_revision !== page.plan_revision) plans.openPlan(now.id)
    else if (now.seq > page.seq) hear({ plan: now.id, seq: now.seq, geometry_revision: now.geometry_revision })
  }
  const listing = window.setInterval(look, LIST_MS)
  onScopeDispose(() => {
    clearInterval(listing)
    clearTimeout(retry)
  })

  return { lost_at: computed(() => lost_at.value ?? missed_at.value ?? unreached_at.value) }
}
