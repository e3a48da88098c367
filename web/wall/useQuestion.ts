import { computed, type Ref, watch } from 'vue'
import type { CountedBy } from '#core/api/common.ts'
import { isAttribute, isOtherLens, lensesOf } from '#core/lenses/lens.ts'
import { adopted } from '#core/plan/printed.ts'
import { type OpenPlan, usePlans } from '../plans/plans.store.ts'
import { type Address, useAddress } from './useAddress.ts'

export type Question = ReturnType<typeof useQuestion>

/** A plan that is not the one the store keeps up with: it stays as it is, and so does its today. */
export interface GivenPlan {
  open: Ref<OpenPlan | null>
  address: Address
}

/** What the wall asks, without its day: the address as far as the open plan understands it. */
export const useQuestion = (given?: GivenPlan) => {
  const plans = usePlans()
  const address = given?.address ?? useAddress()
  const open = given?.open ?? computed(() => plans.open)
  const document = computed(() => open.value?.document ?? null)

  const headline = computed(() => document.value?.headline.indicator ?? '')
  const lenses = computed(() => (document.value ? lensesOf(document.value) : []))
  const wanted = computed(() => {
    const asked = address.lens.value
    return asked && lenses.value.includes(asked) ? asked : headline.value
  })
  // A history that did not come is asked for again whenever the server has answered something else.
  watch(
    [wanted, () => open.value?.page.id, () => plans.summaries],
    ([asked, plan]) => {
      if (plan && !given && !isOtherLens(asked)) plans.needHistory(asked).catch(() => {})
    },
    { immediate: true },
  )
  const canShow = (id: string) => isOtherLens(id) || open.value?.histories.has(id) === true
  /** What is shown: the lens wanted once its history is here, until then the one shown before. */
  const lens = computed((before?: string) => {
    if (canShow(wanted.value)) return wanted.value
    return before && lenses.value.includes(before) && canShow(before) ? before : headline.value
  })
  /** What is counted: the lens's indicator; a lens that judges nothing leaves the headline. */
  const indicator = computed(() => {
    const judges = document.value && !isOtherLens(lens.value) && !isAttribute(document.value, lens.value)
    return judges ? lens.value : headline.value
  })

  const scope = computed(() => {
    const asked = address.scope.value
    return open.value?.divisions.some(({ id }) => id === asked) ? asked : null
  })
  const usual = computed<CountedBy>(() => (document.value ? adopted(document.value.counted_by) : 'count'))
  const counted_by = computed<CountedBy>({
    get: () => address.counted_by.value ?? usual.value,
    set: by => {
      address.counted_by.value = by === usual.value ? null : by
    },
  })
  /** Today by the plan's clock; of a plan that has ended, its last day. */
  const today = computed(() => {
    const fresh =
      given || open.value?.closing ? undefined : plans.summaries.find(({ id }) => id === open.value?.page.id)
    const now = fresh?.today ?? open.value?.page.today ?? '2000-01-01'
    const ends = document.value ? adopted(document.value.ends_on) : now
    return now < ends ? now : ends
  })

  return { address, open, document, headline, lenses, lens, indicator, scope, counted_by, basis: address.basis, today }
}
