import type { Basis } from '#core/api/common.ts'
import { baseIndicators } from '#core/plan/meets.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { type History, type Member, rowOn, type StandingRow } from './history.ts'
import { coversOf } from './tally.ts'

/** How one subject stands on a day, for drawing and listing. */
export interface Status {
  /** The standing value of the indicator; of a derived one 'true' or 'false' where anything is reported. */
  value: string | null
  covered: boolean
  organisation: number | null
  /** The first day of the run of this value. */
  since: string | null
  member: Member
  community: number | null
  /** Whether the verified basis says the same. */
  verified: boolean
}

/** Every subject of the history on a day; those with nothing to say are left out. */
export function statusOn(
  plan: PlanDocument,
  history: History,
  indicator: string,
  basis: Basis,
  day: string,
): Map<number, Status> {
  const bases = baseIndicators(plan, indicator)
  const covers = coversOf(plan, indicator)
  const roster = history.indicators.get('roster')?.[basis]
  const tables = bases.map(id => history.indicators.get(id))
  const ids = new Set(roster?.keys())
  for (const table of tables) for (const id of table?.[basis].keys() ?? []) ids.add(id)

  const status = new Map<number, Status>()
  for (const id of ids) {
    const rows = tables.map(table => rowOn(table?.[basis].get(id), day))
    const context = rowOn(roster?.get(id), day) ?? rows.find(row => row)
    if (!context) continue
    const values = rows.map(row => row?.value ?? null)
    const covered = covers(values)
    const checked =
      basis === 'verified' ? values : tables.map(table => rowOn(table?.verified.get(id), day)?.value ?? null)
    status.set(id, {
      value: heldValue(values, covered),
      covered,
      organisation: rows.find(row => row?.organisation)?.organisation ?? null,
      since: bases.length === 1 ? runStart(tables[0]?.[basis].get(id), rows[0]) : null,
      member: context.member,
      community: context.community,
      verified: values.every((value, i) => value === checked[i]),
    })
  }
  return status
}

const heldValue = (values: (string | null)[], covered: boolean): string | null => {
  if (values.length === 1) return values[0]!
  return values.every(value => value === null) ? null : String(covered)
}

function runStart(rows: StandingRow[] | undefined, row: StandingRow | undefined): string | null {
  if (!rows || !row || row.value === null) return null
  let at = rows.indexOf(row)
  while (at > 0 && rows[at - 1]!.value === row.value && rows[at - 1]!.organisation === row.organisation) at--
  return rows[at]!.from
}
