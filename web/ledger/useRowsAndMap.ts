import { onScopeDispose, watch } from 'vue'
import { placeOfCompound } from '../divisions/places.ts'
import type { Ledger } from './useLedger.ts'

/** The map follows only when the cursor rests. */
const REST_MS = 250

/** What is selected on the grid is selected on the map and the other way round; the cursor stays with its compound when rows move. */
export const useRowsAndMap = ({ cells, view, desk, table }: Ledger) => {
  let told = desk.selected.value
  let isFollowing = false
  /** The rows as they stood when the cursor last moved: a filter that moves it selects nothing. */
  let seen = view.rows.value
  let timer = 0

  const follow = (row: number) => {
    isFollowing = true
    cells.put({ row, column: cells.head.value.column })
  }
  const rowOf = (id: number) => view.rows.value.findIndex(compound => compound.id === id)
  const showOnMap = (id: number) => {
    const place = placeOfCompound(table.compounds.value, id)
    const [west = 0, south = 0, east = 0, north = 0] = place ?? []
    const seen = desk.map.value?.getBounds()
    if (place && seen && !seen.contains([(west + east) / 2, (south + north) / 2])) desk.flyTo(place)
  }

  watch(cells.range, ({ top, bottom }) => {
    clearTimeout(timer)
    const isMoved = isFollowing || view.rows.value !== seen
    isFollowing = false
    seen = view.rows.value
    if (isMoved) return
    const ids = view.rows.value.slice(top, bottom + 1).map(({ id }) => id)
    desk.select(ids)
    told = desk.selected.value
    const [only] = ids
    if (only !== undefined && ids.length === 1 && !desk.isDrawing.value)
      timer = window.setTimeout(() => showOnMap(only), REST_MS)
  })
  watch(desk.selected, (now, before) => {
    if (now === told) return
    const added = [...now].findLast(id => !before.has(id))
    const row = added === undefined ? -1 : rowOf(added)
    if (row >= 0) follow(row)
  })
  // Somebody looked for by name is shown, whatever was filtered.
  watch(desk.sought, found => {
    if (!found) return
    if (rowOf(found.subject) < 0) view.widen()
    const row = rowOf(found.subject)
    if (row >= 0) follow(row)
  })
  watch(view.rows, (now, before) => {
    seen = now
    const held = before[cells.head.value.row]?.id
    const row = held === undefined ? -1 : now.findIndex(({ id }) => id === held)
    if (row >= 0 && row !== cells.head.value.row) follow(row)
  })
  onScopeDispose(() => clearTimeout(timer))
}
