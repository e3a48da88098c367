import type { Static } from 'typebox'
import { shallowRef, watch } from 'vue'
import type { Areas } from '#core/api/areas.ts'
import { ask } from '../api/client.ts'
import type { Desk } from '../desk/useDesk.ts'

/** Which published management area each compound belongs to today; the one being redrawn counts as none. */
export const useTaken = ({ open }: Pick<Desk, 'open'>, plan: string, own: number | null) => {
  const taken = shallowRef<ReadonlyMap<number, number>>(new Map())
  let last = 0
  const load = async () => {
    const turn = ++last
    const { areas } = await ask<Static<typeof Areas>>(`/plans/${encodeURIComponent(plan)}/areas`)
    if (turn !== last) return
    const binding = areas.filter(({ id, kind }) => kind === 'management_area' && id !== own)
    taken.value = new Map(binding.flatMap(({ id, compounds }) => compounds.map(each => [each, id] as const)))
  }
  watch(
    () => open.value?.page.geometry_revision,
    // The server looks again at every check.
    () => load().catch(() => undefined),
    { immediate: true },
  )
  return taken
}
