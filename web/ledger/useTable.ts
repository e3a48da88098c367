import { computed, type Ref } from 'vue'
import type { Compound } from '#core/api/compounds.ts'
import type { Status } from '#core/coverage/status-on.ts'
import { nameKey } from '#core/imports/cells.ts'
import { type LedgerColumn, ledgerColumns } from '#core/ledger/columns.ts'
import { type CellReading, type NameBook, readCell } from '#core/ledger/read-cell.ts'
import { adopted } from '#core/plan/printed.ts'
import { pinyinInitials } from '#core/text/pinyin-initials.ts'
import { useWords } from '../locales/useWords.ts'
import type { OpenPlan } from '../plans/plans.store.ts'

export type Table = ReturnType<typeof useTable>

/** Plain members of a compound that a column shows as they are. */
const text = (n: number | null) => (n === null ? null : String(n))

const byKey = (named: readonly { id: number; name: string }[]) => {
  const found = new Map<string, number[]>()
  for (const { id, name } of named) found.set(nameKey(name), [...(found.get(nameKey(name)) ?? []), id])
  return found
}

export interface TableOptions {
  open: Ref<OpenPlan | null>
  statuses: Ref<ReadonlyMap<number, Status>>
  /** The management area of a compound, by name. */
  areas: Ref<ReadonlyMap<number, string>>
}

/** The ledger as columns and rows: what stands in a cell, how it is written, and how something typed there reads. */
export const useTable = ({ open, statuses, areas }: TableOptions) => {
  const { named, count, t } = useWords()
  const columns = computed(() => (open.value ? ledgerColumns(open.value.document) : []))
  const compounds = computed(() => open.value?.compounds ?? [])
  const byId = computed(() => new Map(compounds.value.map(compound => [compound.id, compound])))
  const names = computed(
    () =>
      new Map(
        [...(open.value?.organisations ?? []), ...(open.value?.divisions ?? [])].map(({ id, name }) => [
          String(id),
          name,
        ]),
      ),
  )

  const leaf = computed(() => {
    const homes = new Set(compounds.value.map(({ community }) => community))
    const divisions = open.value?.divisions ?? []
    const level = divisions.find(({ id }) => homes.has(id))?.level ?? 'community'
    return divisions.filter(division => division.level === level)
  })
  const book = computed((): NameBook => {
    const organisations = byKey(open.value?.organisations ?? [])
    for (const [key, ids] of byKey(leaf.value)) if (!organisations.has(key)) organisations.set(key, ids)
    return { communities: byKey(leaf.value), organisations }
  })
  const last_day = computed(() => (open.value ? adopted(open.value.document.ends_on) : ''))

  const told: Record<string, (compound: Compound) => string | null> = {
    code: ({ code }) => code,
    name: ({ name }) => name,
    town: ({ town }) => text(town),
    community: ({ community }) => text(community),
    mode: ({ management }) => management,
    manager: ({ organisation }) => text(organisation),
    since: ({ since }) => since,
    households: ({ households }) => text(households),
    floor_area: ({ floor_area }) => text(floor_area),
    buildings: ({ buildings }) => text(buildings),
    verified: ({ id, management }) => (management === null ? null : String(statuses.value.get(id)?.verified ?? false)),
    area: ({ id }) => areas.value.get(id) ?? null,
    reported_on: ({ reported_on }) => reported_on.at(-1) ?? null,
  }
  /** What stands in a cell, canonical; null where nothing is said. */
  const value = ({ id }: LedgerColumn, compound: Compound): string | null =>
    told[id] ? told[id](compound) : (compound.values[id] ?? null)

  const refers = new Set(['town', 'community', 'manager', 'task_owner'])
  const one = (column: LedgerColumn, held: string): string => {
    if (refers.has(column.id) || column.type === 'organisation') return names.value.get(held) ?? held
    if (column.id === 'verified') return t(held === 'true' ? 'ledger.verified' : 'ledger.not_verified')
    const choice = column.choices.find(({ id }) => id === held)
    return choice ? named(choice) : held
  }
  /** As a sheet would hold it: names for ids, numbers without commas. A split compound's parts are joined. */
  const plain = (column: LedgerColumn, held: string | null): string =>
    held === null
      ? ''
      : held.includes('|')
        ? held
            .split('|')
            .map(part => one(column, part))
            .join('+')
        : one(column, held)
  const shown = (column: LedgerColumn, held: string | null): string =>
    held !== null && column.type === 'count' && !held.includes('|') ? count(Number(held)) : plain(column, held)

  const label = ({ id, called }: LedgerColumn) => (called ? named(called) : t(`ledger.columns.${id}`))

  const columnTexts = computed(() => {
    const rows = compounds.value
    const kept = new Map<string, string[]>()
    return (column: LedgerColumn): string[] => {
      const before = kept.get(column.id)
      if (before) return before
      const texts = rows.map(compound => plain(column, value(column, compound)).toLowerCase())
      kept.set(column.id, texts)
      return texts
    }
  })
  const initials = computed(() => compounds.value.map(({ name }) => pinyinInitials(name)))
  const read = (column: LedgerColumn, typed: string): CellReading | null =>
    readCell(column, typed, book.value, last_day.value)

  /** What a cell may hold, by name, for picking. */
  const options = (column: LedgerColumn): string[] => {
    if (column.type === 'choice') return column.choices.map(named)
    if (column.type === 'boolean')
      return column.choices.length ? column.choices.map(named) : [t('ledger.yes'), t('ledger.no')]
    if (column.type === 'community') return leaf.value.map(({ name }) => name)
    if (column.type !== 'organisation') return []
    const owners = column.id === 'task_owner' ? leaf.value : []
    return [...owners, ...(open.value?.organisations ?? [])].map(({ name }) => name)
  }

  return { columns, compounds, byId, leaf, last_day, value, plain, shown, label, columnTexts, initials, read, options }
}
