import { type Ref, shallowRef, watch } from 'vue'
import type { Area } from '#core/api/areas.ts'
import { ask } from '../api/client.ts'
import type { OpenPlan } from '../plans/plans.store.ts'

/** The name of the management area each compound belongs to today; asked anew after every write. */
export const useAreasOf = (open: Ref<OpenPlan | null>) => {
  const areas = shallowRef<ReadonlyMap<number, string>>(new Map())
  watch(
    [() => open.value?.page.id, () => open.value?.page.geometry_revision],
    async ([plan]) => {
      if (!plan) return
      const answer = await ask<{ areas: Area[] }>(`/plans/${plan}/areas`).catch(() => null)
      if (plan !== open.value?.page.id) return
      const managed = answer?.areas.filter(({ kind }) => kind === 'management_area') ?? []
      areas.value = new Map(managed.flatMap(({ name, compounds }) => compounds.map(id => [id, name] as const)))
    },
    { immediate: true },
  )
  return areas
}
