import type { Static } from 'typebox'
import { shallowRef } from 'vue'
import type { Areas } from '#core/api/areas.ts'
import { ask } from '../api/client.ts'

/** Which published management area each compound belongs to today; the one being redrawn counts as none. */
export const useTaken = (plan: string, own: number | null) => {
  const taken = shallowRef<ReadonlyMap<number, number>>(new Map())
  ask<Static<typeof Areas>>(`/plans/${encodeURIComponent(plan)}/areas`)
    .then(({ areas }) => {
      const binding = areas.filter(({ id, kind }) => kind === 'management_area' && id !== own)
      taken.value = new Map(binding.flatMap(({ id, compounds }) => compounds.map(each => [each, id] as const)))
    })
    // The server looks again at every check.
    .catch(() => undefined)
  return taken
}
