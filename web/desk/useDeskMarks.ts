import { computed, watch } from 'vue'
import { statusOn } from '#core/coverage/status-on.ts'
import { readIndicator } from '#core/lenses/lens.ts'
import { modeIndicator } from '#core/plan/mode.ts'
import type { Mark } from '../map/marks.ts'
import { usePlans } from '../plans/plans.store.ts'
import { tonesOf } from '../wall/tones.ts'
import type { Desk } from './useDesk.ts'

/** Every compound as it stands today by its mode, as the map draws it; by the plan's headline where it has no modes. */
export const useDeskMarks = ({ open, today }: Desk) => {
  const plans = usePlans()
  const indicator = computed(() => {
    const document = open.value?.document
    return document ? (modeIndicator(document)?.id ?? document.headline.indicator) : null
  })
  watch(
    [indicator, () => open.value?.page.id],
    ([id]) => {
      if (id) plans.needHistory(id).catch(() => {})
    },
    { immediate: true },
  )

  return computed((): ReadonlyMap<number, Mark> => {
    const plan = open.value
    const id = indicator.value
    const history = plan && id ? plan.histories.get(id) : undefined
    if (!plan || !id || !history) return new Map()
    const statuses = statusOn(plan.document, history, id, 'reported', today.value)
    const { bands, of } = readIndicator(plan.document, id, statuses)
    const tones = tonesOf(bands)
    const day = today.value
    return new Map(
      plan.compounds.map(({ id: subject, from_on, to_on }) => [
        subject,
        {
          tone: tones.get(of.get(subject) ?? '') ?? 'unreported',
          hatched: Boolean(statuses.get(subject)?.covered && !statuses.get(subject)?.verified),
          hidden: (from_on !== null && from_on > day) || (to_on !== null && to_on <= day),
        },
      ]),
    )
  })
}
