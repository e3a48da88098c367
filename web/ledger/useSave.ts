import { ElMessageBox } from 'element-plus'
import { computed, ref } from 'vue'
import type { BatchWritten } from '#core/api/batches.ts'
import type { Fault } from '#core/api/errors.ts'
import { batchRows } from '#core/ledger/batch-rows.ts'
import { CELL_REFUSALS, type CellRefusal } from '#core/ledger/read-cell.ts'
import { RequestFailed, send } from '../api/client.ts'
import { onceKeys } from '../api/once-keys.ts'
import { untilSeen } from '../desk/until-seen.ts'
import { useWords } from '../locales/useWords.ts'
import type { Ledger } from './useLedger.ts'

const MOST_ROWS = 2000

const reasonOf = ({ code }: Fault): CellRefusal => CELL_REFUSALS.find(reason => reason === code) ?? 'refused'

/** Saves the pending changes as one write, and takes it back. What is refused stays pending, with its reason. */
export const useSave = ({ desk, table, edits, effective_on, saved }: Ledger) => {
  const { t } = useWords()
  const note = ref('')
  const busy = ref(false)
  /** What became of the last attempt, where it was not simply saved. */
  const trouble = ref<string | null>(null)

  const draft = computed(() => {
    const plan = desk.open.value
    return plan
      ? batchRows(plan.document, table.columns.value, table.byId.value, edits.edits.value.values(), effective_on.value)
      : null
  })
  const refusals = computed(() => new Map([...(draft.value?.refused ?? []), ...edits.answered.value]))

  const keyFor = onceKeys()
  const explain = (error: unknown) => {
    trouble.value =
      error instanceof RequestFailed ? (error.problem?.detail ?? t(`errors.${error.code}`)) : t('errors.internal')
  }
  const agreesTo = (names: readonly string[]) =>
    ElMessageBox.confirm(
      t('ledger.new_organisations', { names: names.join(t('ledger.comma')) }),
      t('ledger.new_organisations_title'),
      {
        confirmButtonText: t('ledger.add_and_save'),
        cancelButtonText: t('ledger.cancel'),
      },
    ).then(
      () => true,
      () => false,
    )

  const save = async () => {
    const plan = desk.open.value?.page.id
    const batch = draft.value
    trouble.value = null
    if (!plan || !batch || busy.value) return
    if (batch.refused.size) {
      trouble.value = t('ledger.put_right', { n: batch.refused.size })
      return
    }
    if (batch.rows.length > MOST_ROWS) {
      trouble.value = t('ledger.too_many', { n: MOST_ROWS })
      return
    }
    const { rows, cells, new_organisations } = batch
    if (new_organisations.length && !(await agreesTo(new_organisations))) return
    const body = { rows, new_organisations, ...(note.value.trim() && { note: note.value.trim() }) }
    busy.value = true
    try {
      const { seq } = await send<BatchWritten>(`/plans/${plan}/observations/batch`, body, { key: keyFor(body) })
      await untilSeen(seq)
      saved.value = { seq, rows: cells.flat().length }
      note.value = ''
      edits.forget()
    } catch (error) {
      const faults = (error instanceof RequestFailed && error.problem?.faults) || []
      edits.answered.value = new Map(
        faults.flatMap(fault => (cells[fault.row ?? -1] ?? []).map(cell => [cell, reasonOf(fault)] as const)),
      )
      explain(error)
    } finally {
      busy.value = false
    }
  }
  const takeBack = async () => {
    const plan = desk.open.value?.page.id
    const batch = saved.value
    if (!plan || !batch || busy.value) return
    busy.value = true
    trouble.value = null
    try {
      const { seq } = await send<{ seq: number }>(`/plans/${plan}/batches/${batch.seq}`, undefined, {
        method: 'DELETE',
      })
      await untilSeen(seq)
      saved.value = null
    } catch (error) {
      explain(error)
    } finally {
      busy.value = false
    }
  }

  return { note, busy, trouble, draft, refusals, save, takeBack }
}
export type Save = ReturnType<typeof useSave>
