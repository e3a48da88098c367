import { type Ref, shallowRef, watch } from 'vue'
import type { CompoundAreas } from '#core/api/areas.ts'
import type { SubjectPage } from '#core/api/compounds.ts'
import type { CompoundPapers } from '#core/api/contacts.ts'
import { ask, type FailureCode, RequestFailed, send } from '../api/client.ts'
import { onceKeys } from '../api/once-keys.ts'
import { askSubject } from '../api/questions.ts'

/** Everything kept of one compound. Papers and persons are left out for who may not see them; `refused` says so. */
export const useCompoundFile = (plan: Ref<string>, id: Ref<number>) => {
  const page = shallowRef<SubjectPage | null>(null)
  const papers = shallowRef<CompoundPapers | null>(null)
  const areas = shallowRef<CompoundAreas['areas']>([])
  const failure = shallowRef<FailureCode | null>(null)
  const refused = shallowRef<FailureCode | null>(null)
  const keyOf = onceKeys()
  const codeOf = (error: unknown) => (error instanceof RequestFailed ? error.code : 'internal')

  const loadPapers = async () => {
    try {
      papers.value = await ask<CompoundPapers>(`/plans/${plan.value}/compounds/${id.value}/papers`)
      refused.value = null
    } catch (error) {
      papers.value = null
      refused.value = codeOf(error)
    }
  }
  const load = async () => {
    failure.value = null
    try {
      const [told, around] = await Promise.all([
        askSubject(plan.value, id.value),
        ask<CompoundAreas>(`/plans/${plan.value}/compounds/${id.value}/areas`).catch(() => ({ areas: [] })),
        loadPapers(),
      ])
      page.value = told
      areas.value = around.areas
    } catch (error) {
      failure.value = codeOf(error)
    }
  }
  watch([plan, id], load, { immediate: true })

  /** Sends a change of papers or persons and reads them anew; the sentence of a refusal is the answer, null where it went well. */
  const act = async (path: string, body: object): Promise<string | null> => {
    try {
      await send(`/plans/${plan.value}/${path}`, body, { key: keyOf({ path, ...body }) })
      await loadPapers()
      return null
    } catch (error) {
      return error instanceof RequestFailed && error.problem ? error.problem.detail : String(error)
    }
  }

  return { page, papers, areas, failure, refused, act, loadPapers }
}
export type UsedCompoundFile = ReturnType<typeof useCompoundFile>
