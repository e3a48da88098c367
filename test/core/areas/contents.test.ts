import { expect, test } from 'vitest'
import { contentsOf } from '#core/areas/contents.ts'
import { shapeDifference } from '#core/areas/difference.ts'
import { squareMetres } from '#core/areas/frame.ts'
import { frozen } from '../../helpers/frozen.ts'
import { box, inDegrees, type MetresShape } from '../../helpers/metres.ts'

const at = (shape: MetresShape) => inDegrees([112, 34], shape)
const compound = (id: number, shape: MetresShape | null, mode: string | null = 'professional') => ({
  id,
  shape: shape && at(shape),
  households: 10 * id,
  floor_area: 1000 * id,
  buildings: id,
  mode,
  covered: mode !== null && mode !== 'none',
})
const compounds = frozen([
  compound(1, box(10, 10, 40, 40)),
  compound(2, box(50, 10, 90, 40), null),
  compound(3, box(95, 10, 130, 40)),
  compound(4, box(200, 10, 230, 40)),
  compound(5, null, 'none'),
])
const area = at(box(0, 0, 100, 50))

// ┌──────────┐
// │ [1] [2] [3]  [4]    (5) is not on the map
// └──────────┘
test('what lies inside and what is picked without a shape is counted, what is cut or outside is not', () => {
  expect(contentsOf(area, [1, 4, 5], compounds)).toMatchObject({
    compounds: [1, 2, 5],
    straddling: [3],
    uncovered: [2, 5],
    buildings: 8,
    households: 80,
    floor_area: 8000,
    by_mode: { professional: 1, unreported: 1, none: 1 },
  })
  expect(contentsOf(area, [], compounds).m2).toBeCloseTo(5000, 0)
})

test('of what is not drawn yet, and of a patch, the picks are counted', () => {
  expect(contentsOf(null, [1, 4], compounds)).toMatchObject({
    m2: 0,
    compounds: [1, 4],
    straddling: [],
    households: 50,
  })
  expect(contentsOf(area, [1, 4], compounds, 'patch')).toMatchObject({ compounds: [1, 4], straddling: [] })
})

test('a shape that crosses itself holds only what is not on the map', () => {
  const bow = at([
    [
      [
        [0, 0],
        [100, 50],
        [100, 0],
        [0, 50],
      ],
    ],
  ])
  expect(contentsOf(bow, [1, 5], compounds)).toMatchObject({ m2: 0, compounds: [5] })
})

// ┌───┬───┬───┐
// │ − │   │ + │
// └───┴───┴───┘
test('a shape moved east gained a strip and lost one', () => {
  const difference = shapeDifference(area, at(box(20, 0, 120, 50)))
  expect([difference.gained_m2, difference.lost_m2].map(Math.round)).toEqual([1000, 1000])
  expect(difference.gained?.coordinates).toHaveLength(1)
})

test('a rounding is no difference; the first shape is all gained, the last all lost', () => {
  expect(shapeDifference(area, at(box(0.02, 0, 100.03, 50)))).toEqual({
    gained: null,
    lost: null,
    gained_m2: 0,
    lost_m2: 0,
  })
  expect(shapeDifference(null, area)).toMatchObject({ gained: area, lost: null, lost_m2: 0 })
  expect(shapeDifference(area, null).lost_m2).toBeCloseTo(squareMetres(area), 6)
  expect(shapeDifference(null, null)).toEqual({ gained: null, lost: null, gained_m2: 0, lost_m2: 0 })
})

test('a draft that crosses itself can still be compared', () => {
  const bow = at([
    [
      [
        [0, 0],
        [100, 50],
        [100, 0],
        [0, 50],
      ],
    ],
  ])
  expect(shapeDifference(area, bow).lost_m2).toBeGreaterThan(1000)
})
