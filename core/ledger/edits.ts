import type { CellReading } from './read-cell.ts'

/** One cell to be changed: what was typed, and how it reads. */
export interface Edit {
  subject: number
  column: string
  typed: string
  reading: CellReading
}
export type Edits = ReadonlyMap<string, Edit>

/** What somebody wants in a cell; a blank one says nothing and takes a pending change back. */
export interface Wish {
  subject: number
  column: string
  typed: string
}

export const cellKey = (subject: number, column: string): string => `${subject} ${column}`

export interface CellsNow {
  read: (wish: Wish) => CellReading | null
  /** The value a cell stands at, canonical; null where nothing is said. */
  value: (subject: number, column: string) => string | null
}

/** The pending changes with some more: the same set where nothing differs. A cell typed as it stands is no change. */
export const withWishes = (edits: Edits, wishes: readonly Wish[], { read, value }: CellsNow): Edits => {
  const next = new Map(edits)
  let differs = false
  for (const wish of wishes) {
    const key = cellKey(wish.subject, wish.column)
    const reading = read(wish)
    const isSame = reading?.ok === true && !reading.called && reading.value === value(wish.subject, wish.column)
    if (reading === null || isSame) differs = next.delete(key) || differs
    else if (next.get(key)?.typed !== wish.typed) {
      next.set(key, { ...wish, reading })
      differs = true
    }
  }
  return differs ? next : edits
}

/** The cells a pasted block fills from a corner on: each line a row, tabs between cells. One value fills a whole range. */
export const pastedBlock = (text: string): string[][] => {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n')
  return lines.map(line => line.split('\t').map(unquoted))
}

/** Excel puts quotes around a cell that holds a quote or a line break, and doubles those inside. */
const unquoted = (cell: string): string =>
  cell.length > 1 && cell.startsWith('"') && cell.endsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell
