import type { Fault } from '../api/errors.ts'
import { indicatorOf } from '../plan/meets.ts'
import { modeIndicator } from '../plan/mode.ts'
import type { PlanDocument } from '../plan/plan-document.ts'
import { type CellChange, type NewObservation, valueChange } from './change.ts'
import { managementChange } from './management.ts'
import type { MatchedRow } from './match-rows.ts'
import type { OrganisationBook } from './organisations.ts'
import { refusal } from './sentences.ts'
import { nameOn, type Ref, spanOn } from './standing.ts'

export interface RowChange {
  observations: NewObservation[]
  changes: CellChange[]
  faults: Fault[]
}

interface Days {
  /** The day the ledger speaks of. */
  as_of: string
  /** The day from which the facts of a compound not known before hold. */
  facts_on: string
}

/** Who manages on the day the row speaks of: `as_of`, or the day of entry where that lies ahead. */
const managerOn = (known: MatchedRow['known'], mode: string, { since }: MatchedRow['row'], as_of: string) =>
  spanOn(known?.spans[mode], since && since > as_of ? since : as_of)?.organisation ?? null

/** What one ledger row adds to its compound: facts, the plan's other indicators, and its management. */
export const rowChange = (
  plan: PlanDocument,
  { row, ref, code, known, home }: MatchedRow,
  organisations: OrganisationBook,
  { as_of, facts_on }: Days,
): RowChange => {
  const result: RowChange = { observations: [], changes: [], faults: [] }
  const fresh = !known?.spans.roster?.length
  const called = row.name ?? (known ? nameOn(known, as_of) : null) ?? code

  const note = (indicator: string, from: string | null, to: string, effective_on: string, correction: boolean) => {
    if (fresh) return
    const { sheet } = row
    result.changes.push({ sheet, row: row.row, code, name: called, indicator, from, to, effective_on, correction })
  }

  const observe = (indicator: string, value: string, shown = value, refers?: Ref) => {
    const day = fresh && !indicatorOf(plan, indicator) ? facts_on : as_of
    const change = valueChange(known?.spans[indicator], day, value)
    if (!change) return
    const { from, replaces } = change
    result.observations.push({
      subject: ref,
      indicator,
      value: refers === undefined ? value : null,
      ...(refers === undefined ? {} : { refers }),
      effective_on: day,
      ...(replaces ? { replaces } : {}),
    })
    note(indicator, from, shown, day, replaces !== undefined)
  }

  if (row.name) observe('name', row.name)
  if (home !== null) observe('community', String(home), Object.values(row.levels).join(' '), home)
  for (const [indicator, value] of Object.entries(row.values)) observe(indicator, value)
  for (const [indicator, name] of Object.entries(row.references)) {
    const now = spanOn(known?.spans[indicator], as_of)?.value
    const organisation = organisations.called(name, now === undefined ? null : Number(now))
    observe(indicator, String(organisation), name, organisation)
  }
  // A part of a split compound is counted within its whole.
  const isPart = spanOn(known?.spans.split_from, as_of) !== undefined
  if (!isPart && !spanOn(known?.spans.roster, as_of)) observe('roster', 'in')

  const mode = modeIndicator(plan)
  if (!mode) return result
  const said = {
    mode: row.mode,
    since: row.since,
    organisation: row.manager ? organisations.called(row.manager, managerOn(known, mode.id, row, as_of)) : undefined,
  }
  const management = managementChange(known?.spans[mode.id], said, as_of)
  if (!management.ok) {
    const field = management.reason === 'mode_missing' ? 'mode' : 'since'
    const where = { sheet: row.sheet, row: row.row, column: row.headers[field], value: row.since ?? row.manager }
    result.faults.push(refusal(management.reason, where))
  } else if (management.change) {
    const { from, value, organisation, effective_on, replaces } = management.change
    const { observations } = result
    observations.push({
      subject: ref,
      indicator: mode.id,
      value,
      organisation,
      effective_on,
      ...(replaces ? { replaces } : {}),
    })
    note(mode.id, from, row.manager ? `${value} ${row.manager}` : value, effective_on, replaces !== undefined)
  }
  return result
}
