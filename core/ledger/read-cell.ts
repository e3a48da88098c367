import {
  type Cell,
  hasControl,
  nameKey,
  nameText,
  type Reading,
  readBoolean,
  readChoice,
  readCount,
  readDay,
  readNumber,
  readYear,
} from '../imports/cells.ts'
import type { ImportRefusal } from '../imports/sentences.ts'
import type { LedgerColumn } from './columns.ts'

/** Why a typed cell cannot be kept. The list is closed; the screen has the sentences. */
export const CELL_REFUSALS = [
  'number_refused',
  'count_refused',
  'year_refused',
  'day_refused',
  'day_out_of_range',
  'boolean_refused',
  'choice_refused',
  'community_unknown',
  'community_not_unique',
  'text_too_long',
  'text_control',
  'mode_missing',
  'since_contradicts',
  'not_edited',
  'changed_meanwhile',
  'refused',
] as const
export type CellRefusal = (typeof CELL_REFUSALS)[number]

/** A cell as it would be stored; `called` is an organisation nobody knows yet. */
export type CellReading = { ok: true; value: string; called?: string } | { ok: false; reason: CellRefusal }

/** What references are found in: ids by the key of a name, several where a name is not one subject's alone. */
export interface NameBook {
  communities: ReadonlyMap<string, readonly number[]>
  organisations: ReadonlyMap<string, readonly number[]>
}

const LONGEST = 80
const refused = (reason: CellRefusal): CellReading => ({ ok: false, reason })
const isCellRefusal = (reason: ImportRefusal): reason is ImportRefusal & CellRefusal =>
  CELL_REFUSALS.some(known => known === reason)

const from = (reading: Reading): CellReading => {
  if (reading.ok) return { ok: true, value: reading.value }
  return refused(isCellRefusal(reading.reason) ? reading.reason : 'refused')
}

const readName = (cell: Cell): CellReading => {
  const name = nameText(cell)
  if (name.length > LONGEST) return refused('text_too_long')
  return hasControl(name) ? refused('text_control') : { ok: true, value: name }
}

const readCommunity = (cell: Cell, { communities }: NameBook): CellReading => {
  const found = communities.get(nameKey(nameText(cell))) ?? []
  if (found.length > 1) return refused('community_not_unique')
  return found[0] === undefined ? refused('community_unknown') : { ok: true, value: String(found[0]) }
}

const readOrganisation = (cell: Cell, { organisations }: NameBook): CellReading => {
  const name = readName(cell)
  if (!name.ok) return name
  const [found] = organisations.get(nameKey(name.value)) ?? []
  return found === undefined ? { ok: true, value: '', called: name.value } : { ok: true, value: String(found) }
}

const readAllowedDay = (cell: Cell, last: string): CellReading => {
  const day = from(readDay(cell))
  return day.ok && day.value > last ? refused('day_out_of_range') : day
}

/** Reads what a person typed or pasted into a column's cell, as the importer reads a ledger's; null where the cell is blank and says nothing. */
export const readCell = (column: LedgerColumn, typed: string, book: NameBook, last_day: string): CellReading | null => {
  if (nameText(typed) === '') return null
  if (column.indicator === null) return refused('not_edited')
  switch (column.type) {
    case 'community':
      return readCommunity(typed, book)
    case 'organisation':
      return readOrganisation(typed, book)
    case 'choice':
      return from(readChoice(typed, [...column.choices]))
    case 'boolean':
      return from(readBoolean(typed))
    case 'count':
      return from(readCount(typed, 1, column.id === 'floor_area'))
    case 'number':
      return from(readNumber(typed))
    case 'year':
      return from(readYear(typed))
    case 'day':
      return readAllowedDay(typed, last_day)
    default:
      return readName(typed)
  }
}
