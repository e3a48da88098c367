import { computed, type Ref, ref, shallowRef } from 'vue'
import type { Compound } from '#core/api/compounds.ts'
import type { CellType, LedgerColumn } from '#core/ledger/columns.ts'
import { type Filter, filterOf } from '#core/ledger/filter.ts'
import type { Table } from './useTable.ts'

export const QUICK = ['all', 'unlocated', 'unreported', 'returned', 'overdue'] as const
export type Quick = (typeof QUICK)[number]

export interface Sort {
  column: string
  descending: boolean
}

const kindOf = (type: CellType) =>
  type === 'count' || type === 'number' || type === 'year' ? 'number' : type === 'day' ? 'day' : 'text'

const collator = new Intl.Collator('zh-u-co-pinyin', { numeric: true })

export interface ViewOptions {
  table: Table
  today: Ref<string>
  covered: (compound: Compound) => boolean
}

/** Which rows are shown and in which order: a search, a filter by column, a quick choice, a sorting. Pending changes move no row. */
export const useView = ({ table, today, covered }: ViewOptions) => {
  const search = ref('')
  const filters = shallowRef<Readonly<Record<string, string>>>({})
  const quick = ref<Quick>('all')
  const sort = shallowRef<Sort | null>(null)

  const isQuick: Record<Quick, (compound: Compound) => boolean> = {
    all: () => true,
    unlocated: ({ at }) => at === null,
    unreported: ({ management }) => management === null,
    returned: compound => compound.returned,
    overdue: compound => (compound.values.due_on ?? '9999') < today.value && !covered(compound),
  }
  /** Those that exist: a compound that was merged into another is no row of today's ledger. */
  const present = computed(() => {
    const day = today.value
    const rows = table.compounds.value
    return rows.flatMap(({ from_on, to_on }, i) =>
      (from_on === null || from_on <= day) && (to_on === null || to_on > day) ? [i] : [],
    )
  })
  const counts = computed(() => {
    const rows = present.value.map(i => table.compounds.value[i]!)
    return Object.fromEntries(QUICK.map(id => [id, rows.filter(isQuick[id]).length])) as Record<Quick, number>
  })

  const byColumn = (column: LedgerColumn, filter: Filter) => {
    const texts = table.columnTexts.value(column)
    const initials = column.id === 'name' ? table.initials.value : null
    const rows = table.compounds.value
    return (i: number) =>
      filter({
        value: table.value(column, rows[i]!),
        text: texts[i]!,
        initials: initials?.[i] ?? null,
      })
  }
  const bySearch = (typed: string) => {
    const filter = filterOf(typed, 'text')
    const ofName = ['name', 'code'].map(id => table.columns.value.find(column => column.id === id)!)
    if (!filter) return null
    const [name, code] = ofName.map(column => byColumn(column, filter))
    return (i: number) => name!(i) || code!(i)
  }

  const found = computed(() => {
    const asked = table.columns.value.flatMap(column => {
      const filter = filterOf(filters.value[column.id] ?? '', kindOf(column.type))
      return filter ? [byColumn(column, filter)] : []
    })
    const searched = bySearch(search.value)
    if (searched) asked.push(searched)
    const wanted = isQuick[quick.value]
    return present.value.filter(i => wanted(table.compounds.value[i]!) && asked.every(fits => fits(i)))
  })

  const order = computed(() => {
    const by = table.columns.value.find(({ id }) => id === sort.value?.column)
    if (!by || !sort.value) return null
    const rows = table.compounds.value
    const isNumber = kindOf(by.type) === 'number'
    const texts = table.columnTexts.value(by)
    const keys = rows.map(compound => table.value(by, compound))
    const turn = sort.value.descending ? -1 : 1
    return (a: number, b: number) => {
      const [x, y] = [keys[a]!, keys[b]!]
      if (x === null || y === null) return Number(x === null) - Number(y === null)
      return turn * (isNumber ? Number(x) - Number(y) : collator.compare(texts[a]!, texts[b]!))
    }
  })
  const rows = computed((): Compound[] => {
    const sorted = order.value ? found.value.toSorted(order.value) : found.value
    return sorted.map(i => table.compounds.value[i]!)
  })

  const setFilter = (column: string, typed: string) => {
    filters.value = { ...filters.value, [column]: typed }
  }
  /** Up, down, and as it was. */
  const sortBy = (column: string) => {
    const now = sort.value
    sort.value =
      now?.column !== column ? { column, descending: false } : now.descending ? null : { column, descending: true }
  }
  const isNarrowed = computed(() => found.value.length < present.value.length)
  const widen = () => {
    search.value = ''
    filters.value = {}
    quick.value = 'all'
  }

  return { search, filters, setFilter, quick, counts, sort, sortBy, rows, isNarrowed, widen }
}
export type View = ReturnType<typeof useView>
