import type { Fault } from '../api/errors.ts'
import type { PlanDocument } from '../plan/plan-document.ts'
import type { DivisionBook } from './divisions.ts'
import { homeLevels } from './divisions.ts'
import type { LedgerRow } from './ledger-row.ts'
import { namesBorne } from './names-borne.ts'
import { refusal } from './sentences.ts'
import { communityOn, type KnownCompound, type Ref, type Standing } from './standing.ts'

/** A ledger row with the compound it speaks of; `known` is null for a new one. */
export interface MatchedRow {
  row: LedgerRow
  ref: Ref
  code: string
  known: KnownCompound | null
  home: Ref | null
}

const at = (row: LedgerRow, field: string) => ({ sheet: row.sheet, row: row.row, column: row.headers[field] })

/**
 * Finds each row's compound: by code, else by a name that is nobody else's in its community; others are new. Rows without
 * code come last, because their names must differ from every other one, also from those this ledger brings.
 */
export const matchRows = (
  plan: PlanDocument,
  standing: Standing,
  divisions: DivisionBook,
  rows: LedgerRow[],
  as_of: string,
) => {
  const byCode = new Map(standing.compounds.map(compound => [compound.code, compound]))
  const byRef = new Map<Ref, KnownCompound>(standing.compounds.map(compound => [compound.id, compound]))
  const names = namesBorne(standing, as_of)
  // A compound an undone import left without a name is taken up again by the row that would get its code.
  const codes = new Set(standing.compounds.filter(({ spans }) => spans.name?.length).map(({ code }) => code))
  const faults: Fault[] = []
  const warnings: string[] = []
  const matched: MatchedRow[] = []
  const level = `level:${homeLevels(plan).at(-1) ?? ''}`
  const taken = new Map<Ref, LedgerRow>()

  const freeCode = (name: string, home: Ref) => {
    const community = divisions.entries.find(({ ref }) => ref === home)?.code ?? ''
    const wanted = `${community}/${name}`.slice(-76)
    let code = wanted
    for (let n = 2; codes.has(code); n++) code = `${wanted}-${n}`
    return code
  }

  const take = (match: MatchedRow) => {
    const { row, ref, code, known, home } = match
    codes.add(code)
    taken.set(ref, row)
    names.bear(row.name, ref, home ?? (known && communityOn(known, as_of)))
    matched.push(match)
  }

  const matchRow = (row: LedgerRow) => {
    const found = divisions.homeOf(row)
    if (!found.ok) return faults.push(refusal(found.reason, at(row, `level:${found.level}`)))
    const home = found.home?.ref ?? null
    const same = names.borneBy(row.name, home)
    const [only] = same
    const first = only === undefined ? undefined : taken.get(only)
    if (!row.code && (first || same.length > 1)) {
      const more = first ? `（另见第 ${first.row} 行）` : ''
      return faults.push(refusal('name_not_unique', { ...at(row, 'name'), value: row.name ?? '' }, more))
    }
    const known = row.code ? byCode.get(row.code) : only && byRef.get(only)
    if (known) return take({ row, ref: known.id, code: known.code, known, home })
    if (!row.name) return faults.push(refusal('name_missing', at(row, 'name')))
    if (home === null) return faults.push(refusal('community_missing', at(row, level)))
    if (row.code && same.length)
      warnings.push(`第 ${row.row} 行：同一社区已有“${row.name}”，按新编号 ${row.code} 另建。`)
    const code = row.code ?? freeCode(row.name, home)
    const silent = byCode.get(code) ?? null
    return take({ row, ref: silent?.id ?? `compound:${code}`, code, known: silent, home })
  }

  for (const row of rows) if (row.code) matchRow(row)
  for (const row of rows) if (!row.code) matchRow(row)
  return { matched, faults, warnings }
}
