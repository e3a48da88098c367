import { type Ref, shallowRef, watch } from 'vue'
import type { Sheet, SheetEntry, Sheets } from '#core/api/closing-sheets.ts'
import type { Closing } from '#core/api/closings.ts'
import { ask, RequestFailed } from '../api/client.ts'

const at = (plan: string, { id }: Pick<Closing, 'id'>, what: string) =>
  `/plans/${encodeURIComponent(plan)}/closings/${id}/${what}`

/** Where a sheet is fetched to be printed. */
export const sheetAddress = (plan: string, closing: Pick<Closing, 'id'>, subject: number): string =>
  `/api${at(plan, closing, 'sheet')}?subject=${subject}&format=xlsx`

const answerOf = async <T>(work: () => Promise<T>): Promise<T | null> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof RequestFailed) return null
    throw error
  }
}

const FIRST: Record<SheetEntry['state'], number> = { objected: 0, waiting: 1, checked: 2 }

/** As the office reads them: what is wrong, what is missing, what is right; towns before units. */
export const inOrder = (sheets: readonly SheetEntry[]): SheetEntry[] =>
  sheets.toSorted((a, b) => FIRST[a.state] - FIRST[b.state])

/** Every sheet of a closing; asked anew with each step that is taken of it. */
export const useSheets = (plan: Ref<string>, closing: Ref<Closing | null>) => {
  const sheets = shallowRef<Sheets | null>(null)
  const failed = shallowRef(false)
  let asked = 0
  const load = async () => {
    asked += 1
    const mine = asked
    const now = closing.value
    if (!now) {
      sheets.value = null
      return
    }
    const found = await answerOf(() => ask<Sheets>(at(plan.value, now, 'sheets')))
    if (mine !== asked) return
    sheets.value = found
    failed.value = found === null
  }
  watch(() => [plan.value, closing.value?.id, closing.value?.steps.length], load, { immediate: true })
  return { sheets, failed, load }
}

/** One sheet with its rows; null while it is asked for. */
export const useSheet = (plan: Ref<string>, closing: Ref<Closing>, subject: Ref<number>) => {
  const sheet = shallowRef<Sheet | null>(null)
  watch(
    () => [plan.value, closing.value.id, closing.value.steps.length, subject.value],
    async () => {
      const asked = subject.value
      const found = await answerOf(() => ask<Sheet>(at(plan.value, closing.value, 'sheet'), { subject: asked }))
      if (asked === subject.value) sheet.value = found
    },
    { immediate: true },
  )
  return sheet
}

/** Whether its sheets are still checked. */
export const isChecked = ({ state }: Pick<Closing, 'state'>): boolean =>
  state === 'proposed' || state === 'confirmed' || state === 'reviewed'

/** What is said of a sheet; once checking is over nobody waits for it. */
export const sheetWord = (closing: Pick<Closing, 'state'>, { state }: Pick<SheetEntry, 'state'>) =>
  state === 'waiting' && !isChecked(closing) ? 'unanswered' : state
