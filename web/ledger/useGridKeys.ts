import type { Acts } from './useActs.ts'
import type { Editor } from './useEditor.ts'
import type { Ledger } from './useLedger.ts'

export interface GridKeysOptions {
  ledger: Ledger
  editor: Editor
  acts: Acts
  /** Rows in sight, for a page up or down. */
  page: () => number
  /** From the first row upwards one comes to the filters. */
  toFilters: () => void
}

type Act = (event: KeyboardEvent) => unknown

/** The grid by keys, as a sheet is worked. */
export const useGridKeys = ({ ledger, editor, acts, page, toFilters }: GridKeysOptions) => {
  const { cells, view, columns, edits } = ledger
  const last = () => ({ row: view.rows.value.length - 1, column: columns.value.length - 1 })
  const go = (row: number, column: number, isStretched: boolean) =>
    isStretched ? cells.stretch({ row, column }) : cells.put({ row, column })
  const tip = () => cells.tip.value
  const sort = (isDescending: boolean) => {
    const column = columns.value[cells.head.value.column]?.column.id
    if (column) view.sort.value = { column, descending: isDescending }
  }
  const up: Act = ({ shiftKey }) => (tip().row === 0 && !shiftKey ? toFilters() : cells.move(-1, 0, shiftKey))

  const MOVES: Record<string, Act> = {
    ArrowUp: up,
    ArrowDown: ({ shiftKey }) => cells.move(1, 0, shiftKey),
    ArrowLeft: ({ shiftKey }) => cells.move(0, -1, shiftKey),
    ArrowRight: ({ shiftKey }) => cells.move(0, 1, shiftKey),
    PageUp: ({ shiftKey }) => cells.move(-page(), 0, shiftKey),
    PageDown: ({ shiftKey }) => cells.move(page(), 0, shiftKey),
    Home: ({ shiftKey }) => go(tip().row, 0, shiftKey),
    End: ({ shiftKey }) => go(tip().row, last().column, shiftKey),
    Tab: ({ shiftKey }) => cells.move(0, shiftKey ? -1 : 1),
    Enter: ({ shiftKey }) => cells.move(shiftKey ? -1 : 1, 0),
    F2: () => editor.open(),
    Delete: () => acts.takeBack(),
    Backspace: () => acts.takeBack(),
    Escape: () => cells.put(cells.head.value),
  }
  const WITH_CONTROL: Record<string, Act> = {
    ArrowUp: ({ shiftKey }) => go(0, tip().column, shiftKey),
    ArrowDown: ({ shiftKey }) => go(last().row, tip().column, shiftKey),
    ArrowLeft: ({ shiftKey }) => go(tip().row, 0, shiftKey),
    ArrowRight: ({ shiftKey }) => go(tip().row, last().column, shiftKey),
    Home: ({ shiftKey }) => go(0, 0, shiftKey),
    End: ({ shiftKey }) => go(last().row, last().column, shiftKey),
    a: () => cells.stretchTo({ row: 0, column: 0 }, last()),
    d: () => acts.fillDown(),
    z: ({ shiftKey }) => (shiftKey ? edits.redo() : edits.undo()),
    y: () => edits.redo(),
  }
  const WITH_ALT: Record<string, Act> = { ArrowUp: () => sort(false), ArrowDown: () => sort(true) }
  const TYPING: Record<string, Act> = {
    Enter: ({ shiftKey, ctrlKey, metaKey }) => {
      const isWhole = ctrlKey || metaKey
      editor.commit(isWhole)
      if (!isWhole) cells.move(shiftKey ? -1 : 1, 0)
    },
    Tab: ({ shiftKey }) => {
      editor.commit()
      cells.move(0, shiftKey ? -1 : 1)
    },
    Escape: () => editor.stop(),
  }
  const LISTING: Record<string, Act> = { ArrowDown: () => editor.step(1), ArrowUp: () => editor.step(-1) }

  const actOf = (event: KeyboardEvent): Act | undefined => {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    if (editor.isTyping.value) return TYPING[key] ?? (editor.options.value.length ? LISTING[key] : undefined)
    if (event.ctrlKey || event.metaKey) return WITH_CONTROL[key]
    return event.altKey ? WITH_ALT[key] : MOVES[key]
  }

  return (event: KeyboardEvent) => {
    // While an input method composes, its keys are its own.
    if (event.isComposing) return
    const act = actOf(event)
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act(event)
  }
}
