import { expect, test } from 'vitest'
import { ref } from 'vue'
import { useCells } from '../../../web/ledger/useCells.ts'
import { asShape, moved, offset, sizeOf, squareAround } from '../../../web/ledger/yard-shape.ts'

test('the cursor stays on the sheet, a stretched range grows from where it began and shrinks back', () => {
  const cells = useCells(ref(5), ref(4))
  cells.put({ row: 9, column: -3 })
  expect(cells.head.value).toEqual({ row: 4, column: 0 })
  cells.put({ row: 2, column: 2 })
  cells.move(1, 1, true)
  cells.move(1, 0, true)
  expect(cells.range.value).toEqual({ top: 2, bottom: 4, left: 2, right: 3 })
  cells.move(-3, -2, true)
  expect(cells.range.value).toEqual({ top: 1, bottom: 2, left: 1, right: 2 })
  expect(cells.head.value).toEqual({ row: 2, column: 2 })
  cells.move(0, 1)
  expect(cells.isOne.value).toBe(true)
})

test('fewer rows after a filter: the cursor comes along, the sheet empty or not', () => {
  const rows = ref(100)
  const cells = useCells(rows, ref(4))
  cells.put({ row: 80, column: 1 })
  rows.value = 3
  expect(cells.head.value.row).toBe(2)
  rows.value = 0
  expect(cells.head.value.row).toBe(0)
})

//   ┌────┐   40 m each way around the drop
//   │ ·  │
//   └────┘
test('a dropped yard is a square of so many metres, wherever in the country it lies', () => {
  for (const at of [
    [112, 34],
    [87.6, 43.8],
    [110, 18],
  ]) {
    const ring = squareAround(at, 40)
    expect(sizeOf(ring)).toBeGreaterThan(1590)
    expect(sizeOf(ring)).toBeLessThan(1610)
    expect(sizeOf(moved(ring, 10, -10))).toBeCloseTo(sizeOf(ring), 0)
    const [east = 0, north = 0] = offset(at, 1000, 1000)
    expect(east).toBeGreaterThan(at[0]!)
    expect(north - at[1]!).toBeCloseTo(0.00898, 4)
  }
})

test('two corners are no outline yet; three are, and it is closed', () => {
  const [a, b, c] = squareAround([112, 34], 40)
  expect(asShape([a!, b!])).toBeNull()
  expect(asShape([a!, b!, c!])).toEqual({ type: 'MultiPolygon', coordinates: [[[a, b, c, a]]] })
})
