import { type Ref, shallowRef, watch } from 'vue'
import { askSubject } from '../api/questions.ts'

/** Which subject each measure of a plan is, by the measure's id; what cannot be read yet is asked for again with the next change. */
export const useMeasureSubjects = (plan: Ref<string | null>, subjects: Ref<readonly number[]>) => {
  const byId = shallowRef<ReadonlyMap<string, number>>(new Map())

  watch(
    [plan, () => subjects.value.join()],
    async ([asked]) => {
      if (asked === null) return
      const pages = await Promise.all(subjects.value.map(id => askSubject(asked, id).catch(() => null)))
      if (plan.value === asked)
        byId.value = new Map(pages.flatMap(page => (page ? [[page.code, page.id] as const] : [])))
    },
    { immediate: true },
  )

  return byId
}
