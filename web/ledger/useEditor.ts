import { computed, nextTick, type Ref, ref } from 'vue'
import { findInitials, pinyinInitials } from '#core/text/pinyin-initials.ts'
import type { Ledger } from './useLedger.ts'

const MOST = 60

export interface Target {
  subject: number
  column: string
}

export interface EditorOptions {
  ledger: Ledger
  field: Ref<HTMLInputElement | null>
  /** Writes what was typed: into the cell it was typed for, or into the whole range. */
  write: (typed: string, isWhole: boolean, cell: Target) => void
}

/** The field that lies over the cursor's cell. It has the focus all the time, so that the first stroke of an input method is caught, and is seen only while one types. */
export const useEditor = ({ ledger, field, write }: EditorOptions) => {
  const { cells, columns, view, table } = ledger
  const isTyping = ref(false)
  const typed = ref('')
  /** Whether all options are listed, as after F2, or those that fit what is typed. */
  const listsAll = ref(false)
  const at = ref(-1)

  const column = computed(() => columns.value[cells.head.value.column]?.column)
  const compound = computed(() => view.rows.value[cells.head.value.row])
  const options = computed(() => {
    if (!isTyping.value || !column.value) return []
    const all = table.options(column.value)
    const text = typed.value.trim().toLowerCase()
    if (listsAll.value || !text) return all.slice(0, MOST)
    return all
      .filter(name => name.toLowerCase().includes(text) || findInitials(pinyinInitials(name), text) >= 0)
      .slice(0, MOST)
  })

  // Rows may move under whoever types: what is typed stays with its cell.
  let target: Target | null = null
  const begin = (text: string) => {
    if (!column.value || !compound.value || !ledger.mayEdit.value) return
    target = { subject: compound.value.id, column: column.value.id }
    isTyping.value = true
    typed.value = text
    at.value = -1
  }
  /** F2 or a double click: what stands there, to be changed. */
  const open = async () => {
    if (!column.value || !compound.value || column.value.indicator === null) return
    const edit = ledger.edits.edits.value.get(`${compound.value.id} ${column.value.id}`)
    begin(edit?.typed ?? table.plain(column.value, table.value(column.value, compound.value)))
    listsAll.value = true
    await nextTick()
    field.value?.select()
  }
  const type = (text: string) => {
    if (!isTyping.value) begin(text)
    if (!isTyping.value) return stop()
    typed.value = text
    listsAll.value = false
    at.value = -1
  }
  const stop = () => {
    isTyping.value = false
    typed.value = ''
    if (field.value) field.value.value = ''
  }
  /** Of a list, typing need not go to the end: one that is the only one left is meant. */
  const meant = () => {
    if (at.value >= 0) return options.value[at.value] ?? typed.value
    const [only, ...others] = options.value
    return column.value?.type !== 'organisation' && only && others.length === 0 && typed.value.trim()
      ? only
      : typed.value
  }
  const commit = (isWhole = false) => {
    if (!isTyping.value) return
    const text = meant()
    stop()
    if (target) write(text, isWhole, target)
  }
  const choose = (option: string) => {
    stop()
    if (target) write(option, false, target)
  }
  const step = (by: number) => {
    const count = options.value.length
    if (count) at.value = (at.value + by + count + (at.value < 0 && by < 0 ? 1 : 0)) % count
  }

  return { isTyping, typed, options, at, column, compound, open, type, stop, commit, choose, step }
}
export type Editor = ReturnType<typeof useEditor>
