import type { SaidColumns } from '#core/imports/headers.ts'
import type { SheetLayout } from '#core/imports/sheet-layout.ts'

const KEPT = 'fullcover.columns'

/** The same set of headers is the same kind of table, whichever order they stand in. */
const keyOf = (plan: string, headers: readonly string[]) => `${KEPT}.${plan}.${headers.toSorted().join('|')}`

const headersOf = ({ columns }: Pick<SheetLayout, 'columns'>) => columns.map(({ header }) => header)

/** What was said of these columns the last time a table had them; null where nothing was. */
export const rememberedColumns = (plan: string, sheets: readonly SheetLayout[], store: Storage = localStorage) => {
  const said: Record<string, string> = {}
  for (const sheet of sheets)
    Object.assign(said, JSON.parse(store.getItem(keyOf(plan, headersOf(sheet))) ?? '{}') as SaidColumns)
  return Object.keys(said).length ? said : null
}

export const rememberColumns = (
  plan: string,
  sheets: readonly SheetLayout[],
  said: SaidColumns,
  store: Storage = localStorage,
) => {
  for (const sheet of sheets) {
    const headers = headersOf(sheet)
    const own = Object.entries(said).filter(([header]) => headers.includes(header))
    if (own.length) store.setItem(keyOf(plan, headers), JSON.stringify(Object.fromEntries(own)))
    else store.removeItem(keyOf(plan, headers))
  }
}
