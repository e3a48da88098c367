import { computed, type Ref, shallowRef } from 'vue'

/** A place in the grid, by the number of its row and its column as shown. */
export interface Place {
  row: number
  column: number
}
export interface Range {
  top: number
  bottom: number
  left: number
  right: number
}

const within = (n: number, count: number) => Math.max(0, Math.min(n, count - 1))

/** The cell with the cursor and the range stretched from it, kept inside of the grid. */
export const useCells = (rows: Ref<number>, columns: Ref<number>) => {
  const wanted = shallowRef<{ from: Place; to: Place }>({ from: { row: 0, column: 1 }, to: { row: 0, column: 1 } })
  const kept = ({ row, column }: Place): Place => ({
    row: within(row, rows.value),
    column: within(column, columns.value),
  })
  /** Where the range began: the cell that is edited. */
  const head = computed(() => kept(wanted.value.from))
  /** The corner that moves while the range is stretched. */
  const tip = computed(() => kept(wanted.value.to))
  const range = computed(
    (): Range => ({
      top: Math.min(head.value.row, tip.value.row),
      bottom: Math.max(head.value.row, tip.value.row),
      left: Math.min(head.value.column, tip.value.column),
      right: Math.max(head.value.column, tip.value.column),
    }),
  )
  const isOne = computed(() => range.value.top === range.value.bottom && range.value.left === range.value.right)

  const put = (place: Place) => {
    wanted.value = { from: kept(place), to: kept(place) }
  }
  const stretch = (place: Place) => {
    wanted.value = { from: head.value, to: kept(place) }
  }
  const move = (down: number, right: number, isStretched = false) => {
    const from = isStretched ? tip.value : head.value
    const place = { row: from.row + down, column: from.column + right }
    if (isStretched) stretch(place)
    else put(place)
  }
  const stretchTo = (from: Place, to: Place) => {
    wanted.value = { from: kept(from), to: kept(to) }
  }

  return { head, tip, range, isOne, put, stretch, move, stretchTo }
}
export type Cells = ReturnType<typeof useCells>
