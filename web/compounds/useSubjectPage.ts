import { type Ref, ref, shallowRef, watch } from 'vue'
import type { SubjectPage } from '#core/api/compounds.ts'
import { type FailureCode, RequestFailed } from '../api/client.ts'
import { askSubject, type When } from '../api/questions.ts'

export interface SubjectPageOptions {
  plan: Ref<string | null>
  subject: Ref<number | null>
  /** Asked again whenever it moves: the plan's last write. */
  seq: Ref<number>
  /** Of which day and knowledge; as it is now where it is left out. */
  when?: Ref<When | undefined>
}

/** One subject with its history; the page before stays until the next has come. */
export const useSubjectPage = ({ plan, subject, seq, when }: SubjectPageOptions) => {
  const page = shallowRef<SubjectPage | null>(null)
  const failure = ref<FailureCode | null>(null)

  watch(
    [plan, subject, seq],
    async ([ofPlan, id]) => {
      if (page.value?.id !== id) page.value = null
      if (ofPlan === null || id === null) return
      try {
        const answer = await askSubject(ofPlan, id, when?.value)
        if (subject.value === id) page.value = answer
        failure.value = null
      } catch (error) {
        failure.value = error instanceof RequestFailed ? error.code : 'internal'
      }
    },
    { immediate: true },
  )

  return { page, failure }
}
