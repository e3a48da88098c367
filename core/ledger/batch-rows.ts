import type { BatchRow } from '../api/batches.ts'
import type { Compound } from '../api/compounds.ts'
import type { PlanDocument } from '../plan/plan-document.ts'
import { isManagement, type LedgerColumn } from './columns.ts'
import { cellKey, type Edit } from './edits.ts'
import type { CellRefusal } from './read-cell.ts'

export interface BatchDraft {
  rows: BatchRow[]
  /** The cells behind each row. */
  cells: string[][]
  /** Cells that cannot be sent as they are. */
  refused: Map<string, CellRefusal>
  /** Organisations nobody knows yet. */
  new_organisations: string[]
}

const readingOf = (edit: Edit | undefined) => (edit?.reading.ok ? edit.reading : undefined)

type ManagementRow = { ok: true; row: BatchRow } | { ok: false; reason: CellRefusal }

/** The manager that goes with a mode: none under none, the new one, or the one there is while the mode stays. */
const managerOf = (
  compound: Compound,
  mode: string,
  edit: Edit | undefined,
): Pick<BatchRow, 'organisation' | 'called'> => {
  if (mode === 'none') return { organisation: null }
  const manager = readingOf(edit)
  if (manager?.called) return { called: manager.called }
  if (manager) return { organisation: Number(manager.value) }
  return { organisation: mode === compound.management ? compound.organisation : null }
}

/**
 * Mode, manager and day of entry as one observation. A typed day on or before the one that stands moves that row; so does
 * another day alone. A later day with another mode or manager begins a new management.
 */
const managementRow = (
  compound: Compound,
  indicator: string,
  edits: ReadonlyMap<string, Edit>,
  effective_on: string,
): ManagementRow => {
  const mode = readingOf(edits.get('mode'))?.value ?? compound.management
  if (!mode) return { ok: false, reason: 'mode_missing' }
  const since = readingOf(edits.get('since'))?.value
  const changes = edits.has('mode') || edits.has('manager')
  const moves = since !== undefined && compound.since !== null && (!changes || since <= compound.since)
  return {
    ok: true,
    row: {
      subject: compound.id,
      indicator,
      value: mode,
      ...managerOf(compound, mode, edits.get('manager')),
      effective_on: since ?? effective_on,
      ...(moves ? { corrects_on: compound.since ?? undefined } : {}),
    },
  }
}

const plainRow = ({ subject, reading }: Edit, indicator: string, effective_on: string): BatchRow | null => {
  if (!reading.ok) return null
  const said = { subject, indicator, effective_on }
  return reading.called ? { ...said, value: null, called: reading.called } : { ...said, value: reading.value }
}

/** The one write that carries out pending changes from a day on. */
export const batchRows = (
  plan: PlanDocument,
  columns: readonly LedgerColumn[],
  compounds: ReadonlyMap<number, Compound>,
  edits: Iterable<Edit>,
  effective_on: string,
): BatchDraft => {
  const draft: BatchDraft = { rows: [], cells: [], refused: new Map(), new_organisations: [] }
  const byId = new Map(columns.map(column => [column.id, column]))
  const managed = new Map<number, Map<string, Edit>>()
  const called = new Set<string>()
  const add = (row: BatchRow, cells: string[]) => {
    draft.rows.push(row)
    draft.cells.push(cells)
    if (row.called) called.add(row.called)
  }
  for (const edit of edits) {
    const column = byId.get(edit.column)
    if (!edit.reading.ok) draft.refused.set(cellKey(edit.subject, edit.column), edit.reading.reason)
    if (!edit.reading.ok || !column?.indicator) continue
    if (isManagement(plan, column)) {
      const of = managed.get(edit.subject) ?? new Map<string, Edit>()
      managed.set(edit.subject, of.set(edit.column, edit))
      continue
    }
    const row = plainRow(edit, column.indicator, effective_on)
    if (row) add(row, [cellKey(edit.subject, edit.column)])
  }
  const indicator = byId.get('mode')?.indicator
  for (const [subject, of] of managed) {
    const compound = compounds.get(subject)
    if (!compound || !indicator) continue
    const cells = [...of.keys()].map(column => cellKey(subject, column))
    const management = managementRow(compound, indicator, of, effective_on)
    if (management.ok) add(management.row, cells)
    else for (const cell of cells) draft.refused.set(cell, management.reason)
  }
  draft.new_organisations = [...called]
  return draft
}
