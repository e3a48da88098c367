import { computed, type Ref, watch } from 'vue'
import { type Status, statusOn } from '#core/coverage/status-on.ts'
import { readIndicator } from '#core/lenses/lens.ts'
import { modeIndicator } from '#core/plan/mode.ts'
import type { Mark } from '../map/marks.ts'
import { type OpenPlan, usePlans } from '../plans/plans.store.ts'
import { tonesOf } from '../wall/tones.ts'

const NOBODY: ReadonlyMap<number, Status> = new Map()

/** Every compound as it stands today by its mode, as a list reads it and as the map draws it; by the plan's headline where it has no modes. */
export const useDeskMarks = (open: Ref<OpenPlan | null>, today: Ref<string>) => {
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

  const statuses = computed(() => {
    const plan = open.value
    const id = indicator.value
    const history = plan && id ? plan.histories.get(id) : undefined
    return plan && id && history ? statusOn(plan.document, history, id, 'reported', today.value) : NOBODY
  })
  const marks = computed((): ReadonlyMap<number, Mark> => {
    const plan = open.value
    const id = indicator.value
    if (!plan || !id) return new Map()
    const { bands, of } = readIndicator(plan.document, id, statuses.value)
    const tones = tonesOf(bands)
    const day = today.value
    return new Map(
      plan.compounds.map(({ id: subject, from_on, to_on }) => [
        subject,
        {
          tone: tones.get(of.get(subject) ?? '') ?? 'unreported',
          hatched: Boolean(statuses.value.get(subject)?.covered && !statuses.value.get(subject)?.verified),
          hidden: (from_on !== null && from_on > day) || (to_on !== null && to_on <= day),
        },
      ]),
    )
  })
  return { statuses, marks }
}
