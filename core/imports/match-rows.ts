import type { Fault } from '../api/errors.ts'
import type { PlanDocument } from '../plan/plan-document.ts'
import { nameKey } from './cells.ts'
import type { DivisionBook } from './divisions.ts'
import { homeLevels } from './divisions.ts'
import type { LedgerRow } from './ledger-row.ts'
import { refusal } from './sentences.ts'
import { byName, communityOn, type KnownCompound, nameOn, type Ref, type Standing } from './standing.ts'

/** A ledger row with the compound it speaks of; `known` is null for a new one. */
export interface MatchedRow {
  row: LedgerRow
  ref: Ref
  code: string
  known: KnownCompound | null
  home: Ref | null
}

const at = (row: LedgerRow, field: string) => ({ sheet: row.sheet, row: row.row, column: row.headers[field] })

/** Finds each row's compound: by code, else by a name that is nobody else's in its community; others are new. */
export const matchRows = (
  plan: PlanDocument,
  standing: Standing,
  divisions: DivisionBook,
  rows: LedgerRow[],
  as_of: string,
) => {
  const known = new Map(standing.compounds.map(compound => [compound.code, compound]))
  const names = byName(standing.compounds, compound => nameOn(compound, as_of))
  const codes = new Set(known.keys())
  const faults: Fault[] = []
  const warnings: string[] = []
  const matched: MatchedRow[] = []
  const level = `level:${homeLevels(plan).at(-1) ?? ''}`
  const taken = new Map<number, LedgerRow>()

  const inHome = (row: LedgerRow, home: Ref | null) =>
    (names.get(nameKey(row.name ?? '')) ?? []).filter(
      compound => home === null || communityOn(compound, as_of) === home,
    )

  const newCode = (row: LedgerRow, home: Ref) => {
    if (row.code) return row.code
    const community = divisions.entries.find(({ ref }) => ref === home)?.code ?? ''
    const wanted = `${community}/${row.name}`.slice(-76)
    return codes.has(wanted) ? `${wanted}-2` : wanted
  }

  const matchRow = (row: LedgerRow) => {
    const found = divisions.homeOf(row)
    if (!found.ok) return faults.push(refusal(found.reason, at(row, `level:${found.level}`)))
    const home = found.home?.ref ?? null
    const same = inHome(row, home)
    const compound = row.code ? known.get(row.code) : same[0]
    if (!row.code && same.length > 1)
      return faults.push(refusal('name_not_unique', { ...at(row, 'name'), value: row.name ?? '' }))
    if (compound) {
      const first = taken.get(compound.id)
      if (first)
        return faults.push(
          refusal('code_twice', { ...at(row, 'code'), value: compound.code }, `（另见第 ${first.row} 行）`),
        )
      taken.set(compound.id, row)
      return matched.push({ row, ref: compound.id, code: compound.code, known: compound, home })
    }
    if (!row.name) return faults.push(refusal('name_missing', at(row, 'name')))
    if (home === null) return faults.push(refusal('community_missing', at(row, level)))
    if (row.code && same.length)
      warnings.push(`第 ${row.row} 行：同一社区已有“${row.name}”，按新编号 ${row.code} 另建。`)
    const code = newCode(row, home)
    codes.add(code)
    return matched.push({ row, ref: `compound:${code}`, code, known: null, home })
  }

  for (const row of rows) matchRow(row)
  return { matched, faults, warnings }
}
