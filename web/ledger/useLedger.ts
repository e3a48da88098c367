import { computed, type InjectionKey, inject, provide, ref, shallowRef, watch } from 'vue'
import { cellKey } from '#core/ledger/edits.ts'
import type { CellRefusal } from '#core/ledger/read-cell.ts'
import { type Desk, useDesk } from '../desk/useDesk.ts'
import { useSession } from '../session/session.store.ts'
import { placed } from './layout.ts'
import { useAreasOf } from './useAreasOf.ts'
import { useCells } from './useCells.ts'
import { useEdits } from './useEdits.ts'
import { useTable } from './useTable.ts'
import { useView } from './useView.ts'

const makeLedger = (desk: Desk) => {
  const { open, today, statuses } = desk
  const areas = useAreasOf(open)
  const table = useTable({ open, statuses, areas })
  const view = useView({ table, today, covered: ({ id }) => statuses.value.get(id)?.covered ?? false })
  const longest_code = computed(() => table.compounds.value.reduce((most, { code }) => Math.max(most, code.length), 0))
  const columns = computed(() => placed(table.columns.value, table.label, longest_code.value))
  const cells = useCells(
    computed(() => view.rows.value.length),
    computed(() => columns.value.length),
  )
  const columnOf = computed(() => new Map(table.columns.value.map(column => [column.id, column])))
  const edits = useEdits(
    computed(() => open.value?.page.id ?? ''),
    {
      read: ({ column, typed }) => {
        const found = columnOf.value.get(column)
        return found ? table.read(found, typed) : null
      },
      value: (subject, column) => {
        const [found, compound] = [columnOf.value.get(column), table.byId.value.get(subject)]
        return found && compound ? table.value(found, compound) : null
      },
    },
  )
  const refusalOf = (subject: number, column: string): CellRefusal | null => {
    const key = cellKey(subject, column)
    const edit = edits.edits.value.get(key)
    if (edit && !edit.reading.ok) return edit.reading.reason
    return edits.answered.value.get(key) ?? null
  }
  /** From when the pending changes shall hold: today, until somebody says otherwise. */
  const effective_on = ref(today.value)
  watch(
    () => [open.value?.page.id, today.value],
    () => {
      effective_on.value = today.value
    },
  )
  /** The last batch that was saved from here and can be taken back. */
  const saved = shallowRef<{ seq: number; rows: number } | null>(null)
  watch(
    () => open.value?.page.id,
    () => {
      saved.value = null
    },
  )

  const session = useSession()
  const mayEdit = computed(() => session.may('report'))

  return { desk, mayEdit, table, view, columns, cells, edits, refusalOf, effective_on, saved }
}
export type Ledger = ReturnType<typeof makeLedger>

const LEDGER: InjectionKey<Ledger> = Symbol('ledger')

/** The ledger as its panel found it last: filters, cursor and pending changes stay while another panel is open. */
export const provideLedger = (): Ledger => {
  const desk = useDesk()
  const ledger = desk.keep('ledger', () => makeLedger(desk))
  provide(LEDGER, ledger)
  return ledger
}

export const useLedger = (): Ledger => {
  const ledger = inject(LEDGER)
  if (!ledger) throw new Error('useLedger is used outside of the ledger')
  return ledger
}
