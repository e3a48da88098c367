import type { MultiPolygon } from 'geojson'
import { expect, test } from 'vitest'
import { makeMoveCheck } from '#core/areas/check-move.ts'
import { type DraftShape, type Position, type Ring, toMultiPolygon } from '#core/areas/shape.ts'
import { frozen } from '../../helpers/frozen.ts'
import { part, square } from './operations/drawn.ts'

const shapeOf = (ring: Ring): MultiPolygon => toMultiPolygon([{ shell: ring, holes: [] }])!
const codes = (shape: DraftShape, index: number, to: Position, neighbours: MultiPolygon[] = []) =>
  makeMoveCheck(
    shape,
    { part: 0, ring: 0, index },
    frozen(neighbours.map((each, i) => ({ id: 100 + i, shape: each }))),
  )(to).map(({ code, subject }) => [code, subject])

const house = part(square(112, 34, 0.004), square(112.001, 34.001, 0.001))

// d──c     d──c
// │  │  →  │   \
// a──b     a────b'
test('a point that goes to a free place is no issue', () => {
  expect(codes(house, 1, [112.006, 34])).toEqual([])
  expect(codes(house, 1, [112.004, 34])).toEqual([])
})

//     d──c
//  b'─│─/    the edge b' c crosses the edge d a
//     a
test('a point pulled across the opposite side crosses its own line', () => {
  expect(codes(house, 1, [111.999, 34.003])).toEqual([['shape_invalid', null]])
})

// d──c
// │  │     b goes into the middle of the edge c d
// a──b
test('a point laid on its own line touches it', () => {
  expect(codes(house, 1, [112.002, 34.004])).toEqual([['shape_invalid', null]])
})

// d────c
// │ ┌┐ │   b goes through the hole
// │ └┘ │
// a────b
test('an edge through a hole is seen, a point that only touches the hole is not', () => {
  expect(codes(house, 1, [112.0015, 34.0015])).toEqual([['shape_invalid', null]])
  expect(codes(house, 1, house[0]!.holes[0]![1]!)).toEqual([])
})

const east = shapeOf(square(112.004, 34, 0.004))
// ┌──┬──┐      ┌──┬──┐
// │  │ e│  →   │   \ e│
// └──┴──┘      └────\─┘
test('a point that enters a neighbour is named with the neighbour', () => {
  expect(codes(house, 1, [112.005, 34.001], [east])).toEqual([['overlap', 100]])
})

// ┌──┬──┐
// │  │ e│   along the neighbour's edge, onto its corner, 2 cm into it
// └──┴──┘
test('what is snapped to a neighbour, or lies a rounding inside, is no overlap', () => {
  expect(codes(house, 1, [112.004, 34.001], [east])).toEqual([])
  expect(codes(house, 1, [112.004, 34], [east])).toEqual([])
  expect(codes(house, 1, [112.0040002, 34.001], [east])).toEqual([])
})

// ┌──────────┐
// │ ┌──┐ e   │   drawn wholly inside: no edge is crossed, yet it lies in it
// └──────────┘
test('an edge that lies wholly inside a neighbour is seen', () => {
  expect(codes(house, 1, [112.0041, 34], [shapeOf(square(111.9, 33.9, 1))])).toEqual([['overlap', 100]])
})

// ┌──┐┌───────┐
// │  ││ ┌─────│   the neighbour has a hole
// └──┘└─└─────┘
test('a point in the hole of a neighbour is in nobody’s ground', () => {
  const ring: MultiPolygon = {
    type: 'MultiPolygon',
    coordinates: [
      [...shapeOf(square(111.9, 33.9, 1)).coordinates[0]!, shapeOf(square(111.99, 33.99, 0.1)).coordinates[0]![0]!],
    ],
  }
  expect(codes(house, 1, [112.006, 34], [ring])).toEqual([])
})

test('two parts may touch in a point; half-drawn rings and points that are not there are not judged', () => {
  const two: DraftShape = frozen([
    { shell: square(112, 34, 0.001), holes: [] },
    { shell: square(112.002, 34.002, 0.001), holes: [] },
  ])
  expect(codes(two, 2, [112.002, 34.002])).toEqual([])
  expect(codes(two, 2, [112.0025, 34.0025])).toEqual([['shape_invalid', null]])
  expect(
    codes(
      part([
        [112, 34],
        [112.1, 34],
      ]),
      0,
      [112, 34.1],
    ),
  ).toEqual([])
  expect(codes(house, 9, [112, 34])).toEqual([])
})
