import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Area, Draft } from '#core/api/areas.ts'
import type { Editor } from '#core/api/presence.ts'
import { type FailureCode, RequestFailed } from '../api/client.ts'
import type { Desk } from '../desk/useDesk.ts'
import { areaRows } from './area-rows.ts'
import { askAreas, askDrafts, askEditors } from './areas-api.ts'

const EDITORS_MS = 15_000

/** The areas and drafts of the open plan, read again whenever something of it was written, and who is at work on them. */
export const useAreas = ({ open }: Pick<Desk, 'open'>) => {
  const areas = shallowRef<readonly Area[]>([])
  const drafts = shallowRef<readonly Draft[]>([])
  const editors = shallowRef<readonly Editor[]>([])
  /** The day whose areas are listed; today where nobody says. */
  const day = ref<string | null>(null)
  const failure = ref<FailureCode | null>(null)
  const isLoaded = ref(false)
  const plan = computed(() => open.value?.page.id ?? null)

  const loadEditors = async () => {
    const answer = plan.value && (await askEditors(plan.value).catch(() => null))
    if (answer) editors.value = answer.editors
  }
  const load = async () => {
    const id = plan.value
    if (id === null) return
    try {
      const [published, drawn] = await Promise.all([askAreas(id, day.value ?? undefined), askDrafts(id), loadEditors()])
      if (plan.value !== id) return
      areas.value = published.areas
      drafts.value = drawn
      failure.value = null
      isLoaded.value = true
    } catch (error) {
      failure.value = error instanceof RequestFailed ? error.code : 'internal'
    }
  }
  watch(plan, () => {
    areas.value = []
    drafts.value = []
    isLoaded.value = false
  })
  watch([plan, day, () => open.value?.page.seq], load, { immediate: true })
  const timer = setInterval(loadEditors, EDITORS_MS)
  onScopeDispose(() => clearInterval(timer))

  return {
    areas,
    day,
    drafts,
    editors,
    failure,
    isLoaded,
    rows: computed(() => areaRows(drafts.value, areas.value)),
    load,
  }
}
export type AreaLists = ReturnType<typeof useAreas>
