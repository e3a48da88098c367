import type { PlanDocument } from '#core/plan/plan-document.ts'
import type { useWords } from '../locales/useWords.ts'
import type { BothSides, PlanRow } from './plan-row.ts'
import type { usePlanWords } from './usePlanWords.ts'

/** One heading of the plan page: a table, a sentence with its own source and both sides, or all of these. */
export interface PlanSection {
  id: string
  title: string
  columns: string[]
  rows: PlanRow[]
  words?: string
  source?: string
  printed?: BothSides[]
}

export interface Teller {
  plan: PlanDocument
  words: ReturnType<typeof useWords>
  planWords: ReturnType<typeof usePlanWords>
}

/** Text of parts that are there, joined as a list is in the language of the screen. */
export const listed = ({ words }: Teller, parts: readonly (string | undefined | null)[] | undefined): string =>
  (parts ?? []).filter(Boolean).join(words.t('ranking.separator'))
