import type { Ref } from 'vue'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { useWords } from '../locales/useWords.ts'
import { usePlanWords } from '../plans/usePlanWords.ts'

/** The words pictures and films are written in: the page's and the plan's. */
export const usePackWords = (document: Ref<PlanDocument | null>) => ({ ...useWords(), ...usePlanWords(document) })
export type PackWords = ReturnType<typeof usePackWords>
