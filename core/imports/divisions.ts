import type { MultiPolygon } from 'geojson'
import type { PlanDocument } from '../plan/plan-document.ts'
import { nameKey } from './cells.ts'
import type { Change } from './change.ts'
import type { LedgerRow } from './ledger-row.ts'
import type { ImportRefusal } from './sentences.ts'
import type { Ref, Standing } from './standing.ts'

interface Entry {
  ref: Ref
  key: string
  code: string
  name: string
  named: boolean
  level: string
  parent: Ref | null
  shape: MultiPolygon | null
}

export type Home = { ok: true; home: Entry | null } | { ok: false; reason: ImportRefusal; level: string }

/** The levels between the whole and the compounds' own one, top first; the last is where compounds belong. */
export const homeLevels = (plan: PlanDocument): string[] => {
  const ids = plan.levels.map(({ id }) => id)
  const last = ids.includes('community') ? ids.indexOf('community') : ids.length - 1
  return ids.slice(1, last + 1)
}

/** The divisions of a plan while an import runs: those stored, and those it adds by name. */
export const divisionBook = (plan: PlanDocument, standing: Standing) => {
  const entries: Entry[] = standing.divisions.map(({ id, ...division }) => ({
    ref: id,
    key: nameKey(division.name),
    ...division,
  }))
  const codes = new Set(entries.map(({ code }) => code))
  const added: Change['divisions'] = []
  const naming: { ref: Ref; name: string }[] = []
  const top = plan.levels[0]?.id ?? ''

  const find = (level: string, name: string, parent?: Ref) => {
    const key = nameKey(name)
    return entries.filter(
      entry => entry.level === level && entry.key === key && (parent === undefined || entry.parent === parent),
    )
  }

  /** Whoever speaks of a division without a name, new or left so by an undone import, names it and those above it. */
  const spoken = (entry: Entry): Entry => {
    if (entry.named) return entry
    entry.named = true
    naming.push(entry)
    const above = entries.find(({ ref }) => ref === entry.parent)
    if (above) spoken(above)
    return entry
  }

  const free = (wanted: string) => {
    let code = wanted.slice(0, 76)
    for (let n = 2; codes.has(code); n++) code = `${wanted.slice(0, 76)}-${n}`
    return code
  }

  const add = (level: string, name: string, parent: Entry | null, given?: string): Entry => {
    const path = parent && parent.level !== top ? `${parent.code}/${name}` : name
    const code = given && !codes.has(given) ? given : free(path)
    const entry: Entry = {
      ref: `division:${code}`,
      key: nameKey(name),
      code,
      name,
      named: false,
      level,
      parent: parent?.ref ?? null,
      shape: null,
    }
    codes.add(code)
    entries.push(entry)
    added.push({ ref: entry.ref, code, level, parent: entry.parent })
    return spoken(entry)
  }

  const root = () => entries.find(({ level }) => level === top) ?? add(top, plan.place, null)

  /** Where a row's compound belongs; divisions not known yet are added. Null where the row does not say. */
  const homeOf = (row: LedgerRow): Home => {
    const levels = homeLevels(plan)
    const last = levels.at(-1)
    if (!last) return { ok: true, home: spoken(root()) }
    const name = row.levels[last]
    if (!name) return { ok: true, home: null }
    const above = levels.slice(0, -1)
    if (above.some(level => !row.levels[level])) {
      const found = find(last, name)
      if (found[0] && found.length === 1) return { ok: true, home: spoken(found[0]) }
      return found.length
        ? { ok: false, reason: 'community_not_unique', level: last }
        : { ok: false, reason: 'town_missing', level: above.find(level => !row.levels[level]) ?? last }
    }
    let parent = root()
    for (const level of levels) {
      const wanted = row.levels[level] ?? ''
      parent = find(level, wanted, parent.ref)[0] ?? add(level, wanted, parent)
    }
    return { ok: true, home: spoken(parent) }
  }

  return { entries, added, naming, spoken, find, add, root, homeOf }
}
export type DivisionBook = ReturnType<typeof divisionBook>
