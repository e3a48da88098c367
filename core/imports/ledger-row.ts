import type { Fault } from '../api/errors.ts'
import { choicesOf, indicatorOf } from '../plan/meets.ts'
import { modeIndicator } from '../plan/mode.ts'
import type { PlanDocument } from '../plan/plan-document.ts'
import {
  type Cell,
  cellText,
  hasControl,
  nameText,
  type Reading,
  readBoolean,
  readChoice,
  readCount,
  readDay,
  readNumber,
  readYear,
} from './cells.ts'
import type { Column } from './headers.ts'
import { type ImportRefusal, refusal } from './sentences.ts'

/** One compound as its ledger row says it; a blank cell is absent. Values are canonical text, references are names. */
export interface LedgerRow {
  sheet: string
  row: number
  code: string | null
  name: string | null
  /** Names of divisions by level id. */
  levels: Record<string, string>
  mode?: string
  manager?: string
  since?: string
  values: Record<string, string>
  /** Values that name an organisation. */
  references: Record<string, string>
  headers: Record<string, string>
}

const LENGTH = 80
const COUNTS = new Set(['households', 'buildings', 'floor_area'])

const readMode = (plan: PlanDocument, cell: Cell): Reading => {
  const indicator = modeIndicator(plan)
  const choices = indicator ? choicesOf(plan, indicator) : []
  const plain = ['无', '无物业', '未落实', '无管理'].map(zh => ({ id: 'none', zh }))
  return readChoice(cell, [...choices, ...plain])
}

const readSince = (latest_on: string, cell: Cell): Reading => {
  const day = readDay(cell)
  return day.ok && (day.value > latest_on || day.value < '1990-01-01') ? { ok: false, reason: 'day_out_of_range' } : day
}

const readValue = ({ plan, latest_on }: LedgerReader, { field, scale }: Column, cell: Cell): Reading => {
  if (field === 'since') return readSince(latest_on, cell)
  if (COUNTS.has(field)) return readCount(cell, scale, field === 'floor_area')
  if (field === 'built_year') return readYear(cell)
  if (field === 'due_on') return readDay(cell)
  if (field === 'mode') return readMode(plan, cell)
  const indicator = indicatorOf(plan, field)
  if (indicator?.type === 'boolean') return readBoolean(cell)
  if (indicator?.type === 'choice' || indicator?.type === 'mode') return readChoice(cell, choicesOf(plan, indicator))
  if (indicator?.type === 'count') return readCount(cell, scale)
  if (indicator?.type === 'number') return readNumber(cell, scale)
  const text = field === 'code' ? cellText(cell) : nameText(cell)
  return text.length <= LENGTH ? { ok: true, value: text } : { ok: false, reason: 'text_too_long' }
}

const choicesHint = (plan: PlanDocument, field: string, reason: ImportRefusal) => {
  const indicator = field === 'mode' ? modeIndicator(plan) : indicatorOf(plan, field)
  if (reason !== 'choice_refused' || !indicator) return ''
  return `可选：${choicesOf(plan, indicator)
    .map(({ zh }) => zh)
    .join('、')}。`
}

const isReference = (plan: PlanDocument, field: string) =>
  field === 'task_owner' || indicatorOf(plan, field)?.type === 'reference'

const put = (plan: PlanDocument, row: LedgerRow, field: string, value: string) => {
  if (field === 'code' || field === 'name') row[field] = value
  else if (field === 'mode' || field === 'manager' || field === 'since') row[field] = value
  else if (field.startsWith('level:')) row.levels[field.slice(6)] = value
  else if (isReference(plan, field)) row.references[field] = value
  else row.values[field] = value
}

/** What reading depends on: the plan's words, and the last day a ledger may name. */
export interface LedgerReader {
  plan: PlanDocument
  latest_on: string
}

/** Reads one row of a ledger; every cell that cannot be read is a fault of its own. */
export const readRow = (
  reader: LedgerReader,
  where: { sheet: string; row: number },
  columns: Column[],
  cells: Cell[],
): { row: LedgerRow; faults: Fault[] } => {
  const row: LedgerRow = { ...where, code: null, name: null, levels: {}, values: {}, references: {}, headers: {} }
  const faults: Fault[] = []
  for (const column of columns) {
    const cell = cells[column.at] ?? null
    const text = cellText(cell)
    row.headers[column.field] = column.header
    if (!text) continue
    const reading: Reading = hasControl(text) ? { ok: false, reason: 'text_control' } : readValue(reader, column, cell)
    if (reading.ok) put(reader.plan, row, column.field, reading.value)
    else {
      const hint = choicesHint(reader.plan, column.field, reading.reason)
      faults.push(refusal(reading.reason, { ...where, column: column.header, value: text.slice(0, 80) }, hint))
    }
  }
  if (!row.name && !row.code) faults.push(refusal('name_missing', { ...where, column: row.headers.name }))
  return { row, faults }
}
