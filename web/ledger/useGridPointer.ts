import { HEAD_PX, NUMBER_PX, type PlacedColumn, ROW_PX } from './layout.ts'
import type { Place } from './useCells.ts'
import type { Ledger } from './useLedger.ts'

const EDGE_PX = 24
const STEP_PX = 18

/** The grid by mouse: click, drag over a range, whole rows by their number; a drag past the edge goes on. */
export const useGridPointer = ({ cells, columns, view, desk }: Ledger, scroller: () => HTMLElement | null) => {
  const columnAt = (x: number, scrolled: number): number => {
    const held = columns.value
    const frozen = held.findIndex(each => each.frozen && x >= each.left && x < each.left + each.width)
    if (frozen >= 0) return frozen
    const inSheet = x + scrolled
    const found = held.findIndex((each: PlacedColumn) => inSheet < each.left + each.width)
    return found < 0 ? held.length - 1 : found
  }
  const placeAt = ({ clientX, clientY }: MouseEvent): Place & { isNumber: boolean } => {
    const box = scroller()!
    const { left, top } = box.getBoundingClientRect()
    const row = Math.floor((clientY - top - HEAD_PX + box.scrollTop) / ROW_PX)
    return { row, column: columnAt(clientX - left, box.scrollLeft), isNumber: clientX - left < NUMBER_PX }
  }
  const reachPast = ({ clientX, clientY }: MouseEvent) => {
    const box = scroller()!
    const { left, right, top, bottom } = box.getBoundingClientRect()
    box.scrollBy(
      clientX > right - EDGE_PX ? STEP_PX : clientX < left + EDGE_PX ? -STEP_PX : 0,
      clientY > bottom - EDGE_PX ? STEP_PX : clientY < top + HEAD_PX ? -STEP_PX : 0,
    )
  }
  const toggled = (row: number) => {
    const compound = view.rows.value[row]
    if (compound) desk.toggle(compound.id)
  }

  const down = (event: PointerEvent) => {
    const place = placeAt(event)
    if (event.button !== 0 || place.row < 0 || place.row >= view.rows.value.length) return
    if (place.isNumber && (event.ctrlKey || event.metaKey)) return toggled(place.row)
    const end = columns.value.length - 1
    if (event.shiftKey) cells.stretch(place)
    else if (place.isNumber) cells.stretchTo({ row: place.row, column: 0 }, { row: place.row, column: end })
    else cells.put(place)
    const box = scroller()!
    box.setPointerCapture(event.pointerId)
    box.onpointermove = moved => {
      reachPast(moved)
      const to = placeAt(moved)
      cells.stretch(place.isNumber ? { row: to.row, column: end } : to)
    }
    box.onpointerup = () => {
      box.onpointermove = null
      box.onpointerup = null
    }
  }
  return { down }
}
