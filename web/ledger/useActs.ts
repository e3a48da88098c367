import { pastedBlock, type Wish } from '#core/ledger/edits.ts'
import { useWords } from '../locales/useWords.ts'
import type { Target } from './useEditor.ts'
import type { Ledger } from './useLedger.ts'

const MOST_CELLS = 20_000

/** What a person does with a range of the grid: writes, pastes, fills down, copies, takes pending changes back. Each is one step that can be undone. */
export const useActs = ({ mayEdit, cells, columns, view, table, edits }: Ledger) => {
  const { t } = useWords()

  const wishAt = (row: number, column: number, typed: string): Wish[] => {
    const compound = view.rows.value[row]
    const placed = columns.value[column]
    if (!mayEdit.value || !compound || !placed || placed.column.indicator === null) return []
    return [{ subject: compound.id, column: placed.column.id, typed }]
  }
  const inRange = (work: (row: number, column: number) => Wish[]): Wish[] => {
    const { top, bottom, left, right } = cells.range.value
    if ((bottom - top + 1) * (right - left + 1) > MOST_CELLS) return []
    const wishes: Wish[] = []
    for (let row = top; row <= bottom; row++)
      for (let column = left; column <= right; column++) wishes.push(...work(row, column))
    return wishes
  }
  const nameOf = (column: number) => {
    const placed = columns.value[column]
    return placed ? table.label(placed.column) : ''
  }
  /** What a cell says as it will be: the pending text before the standing one. */
  const textAt = (row: number, column: number): string => {
    const compound = view.rows.value[row]
    const placed = columns.value[column]
    if (!compound || !placed) return ''
    const edit = edits.edits.value.get(`${compound.id} ${placed.column.id}`)
    return edit?.typed ?? table.plain(placed.column, table.value(placed.column, compound))
  }

  const write = (typed: string, isWhole: boolean, cell?: Target) => {
    const wishes = cell && !isWhole ? [{ ...cell, typed }] : inRange((row, column) => wishAt(row, column, typed))
    const name = wishes.length > 1 ? 'ledger.steps.fill' : 'ledger.steps.edit'
    return edits.wish(wishes, t(name, { column: nameOf(cells.head.value.column), n: wishes.length }))
  }
  /** A single copied cell fills the whole range; a block goes where the cursor is, and becomes the range. */
  const paste = (text: string) => {
    const block = pastedBlock(text)
    const { top, left } = cells.range.value
    const single = block.length === 1 && block[0]?.length === 1 ? block[0][0] : undefined
    if (single !== undefined) return write(single, true)
    const wishes = block.flatMap((line, r) => line.flatMap((typed, c) => wishAt(top + r, left + c, typed)))
    const wide = Math.max(...block.map(line => line.length))
    cells.stretchTo({ row: top, column: left }, { row: top + block.length - 1, column: left + wide - 1 })
    return edits.wish(wishes, t('ledger.steps.paste', { rows: block.length, columns: wide }))
  }
  const copied = (): string => {
    const { top, bottom, left, right } = cells.range.value
    const quoted = (text: string) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
    const lines: string[] = []
    for (let row = top; row <= bottom; row++) {
      const line: string[] = []
      for (let column = left; column <= right; column++) line.push(quoted(textAt(row, column)))
      lines.push(line.join('\t'))
    }
    return `${lines.join('\n')}\n`
  }
  const fillDown = () => {
    const { top, bottom } = cells.range.value
    if (top === bottom) return false
    const wishes = inRange((row, column) => (row === top ? [] : wishAt(row, column, textAt(top, column))))
    return edits.wish(wishes, t('ledger.steps.down', { n: wishes.length }))
  }
  const takeBack = () =>
    edits.wish(
      inRange((row, column) => wishAt(row, column, '')),
      t('ledger.steps.back'),
    )

  return { write, paste, copied, fillDown, takeBack }
}
export type Acts = ReturnType<typeof useActs>
