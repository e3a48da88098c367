import type { CellType, LedgerColumn } from '#core/ledger/columns.ts'

export const ROW_PX = 28
export const HEAD_PX = 60
/** The column of row numbers. */
export const NUMBER_PX = 52

const BY_ID: Record<string, number> = {
  name: 168,
  town: 88,
  community: 92,
  mode: 128,
  manager: 148,
  since: 94,
  households: 66,
  floor_area: 84,
  buildings: 60,
  task_owner: 148,
  verified: 68,
  area: 120,
  reported_on: 94,
}
const BY_TYPE: Partial<Record<CellType, number>> = {
  text: 140,
  organisation: 148,
  choice: 108,
  boolean: 84,
  count: 72,
  number: 84,
  year: 72,
  day: 94,
}

/** What stays in sight while the sheet moves sideways: which compound a row speaks of. */
export const FROZEN = 2

export interface PlacedColumn {
  column: LedgerColumn
  /** Its number on the sheet. */
  n: number
  width: number
  /** From the sheet's left edge. */
  left: number
  frozen: boolean
  /** Numbers and days stand under each other by their last digit. */
  figures: boolean
}

const CODE = { least: 62, most: 150, letter: 8, room: 16 }

/** A code is as wide as the county's codes are. */
const codeWidth = (longest: number) => Math.min(CODE.most, Math.max(CODE.least, longest * CODE.letter + CODE.room))

const widthOf = ({ id, type }: LedgerColumn, longest_code: number) =>
  id === 'code' ? codeWidth(longest_code) : (BY_ID[id] ?? BY_TYPE[type] ?? 110)

/** Where each column stands. A heading longer than the values gets its room. */
export const placed = (
  columns: readonly LedgerColumn[],
  label: (column: LedgerColumn) => string,
  longest_code: number,
): PlacedColumn[] => {
  let left = NUMBER_PX
  return columns.map((column, n) => {
    const width = Math.max(widthOf(column, longest_code), Math.min(170, [...label(column)].length * 13 + 30))
    const place = {
      column,
      n,
      width,
      left,
      frozen: n < FROZEN,
      figures: ['count', 'number', 'year', 'day'].includes(column.type) || column.id === 'reported_on',
    }
    left += width
    return place
  })
}
