import type { MultiPolygon } from 'geojson'
import { expect, test } from 'vitest'
import { alignTo } from '#core/areas/operations/align-to.ts'
import { clipTo } from '#core/areas/operations/clip-to.ts'
import { traceAlong } from '#core/areas/operations/trace-along.ts'
import { type DraftShape, type Position, type Ring, toMultiPolygon } from '#core/areas/shape.ts'
import { frozen } from '../../../helpers/frozen.ts'
import { made, part, reasonOf, square } from './drawn.ts'

const shapeOf = (ring: Ring, ...holes: Ring[]): MultiPolygon => frozen(toMultiPolygon([{ shell: ring, holes }])!)
const points = (shape: DraftShape) => shape.flatMap(({ shell, holes }) => [shell, ...holes].flat())

const yard = part(square(112, 34, 0.004))
/** East of the yard, its western side bent in the middle; coordinates with all the digits a double has. */
const BENT: Ring = [
  [112.003, 33.99900000000001],
  [112.009, 33.999],
  [112.009, 34.005],
  [112.003, 34.005],
  [112.00333333333333, 34.00212345678901],
]
const east = shapeOf(BENT)
const bend = BENT[4]!

// ┌──┬──╲──┐      ┌──╲
// │  │new╲ │  →   │   ╲    the cut edge runs over the neighbour's bend
// │  │   ╱ │      │   ╱
// └──┴──╱──┘      └──╱
test('the overlap is cut off along the neighbour’s own points', () => {
  const clipped = made(clipTo(yard, [east]))
  expect(clipped).toHaveLength(1)
  expect(points(clipped)).toHaveLength(5)
  expect(points(clipped)).toContainEqual(bend)
  expect(points(clipped)).toEqual(expect.arrayContaining([yard[0]!.shell[0], yard[0]!.shell[3]]))
  expect(reasonOf(clipTo(clipped, [east]))).toBe('no_overlap')
})

// ┌──────┐      ┌──────┐
// │ ┌──┐ │  →   │ ┌──┐ │   a neighbour inside becomes a hole
// │ └──┘ │      │ └──┘ │
// └──────┘      └──────┘
test('a neighbour inside is left out as a hole of its own points', () => {
  const [hole] = made(clipTo(yard, [shapeOf(square(112.001, 34.001, 0.001))]))[0]!.holes
  expect(new Set(hole!.map(String))).toEqual(new Set(square(112.001, 34.001, 0.001).map(String)))
})

// ┌──┬┬──┐       ┌──┐  ┌──┐
// │  ││  │   →   │  │  │  │    cut in two by a neighbour across it
// └──┴┴──┘       └──┘  └──┘
test('a neighbour across it leaves two parts', () => {
  const across = shapeOf([
    [112.001, 33.99],
    [112.002, 33.99],
    [112.002, 34.01],
    [112.001, 34.01],
  ])
  expect(made(clipTo(yard, [across]))).toHaveLength(2)
})

// ┌───┬┐
// │ n ││ ← 3 cm of the yard stick out beyond the neighbour
// └───┴┘
test('a strip of 3 cm beyond a neighbour goes with the overlap', () => {
  const wide = shapeOf([
    [111.9, 33.9],
    [112.0039997, 33.9],
    [112.0039997, 34.1],
    [111.9, 34.1],
  ])
  expect(reasonOf(clipTo(yard, [wide]))).toBe('nothing_left')
})

test('what touches, what is covered and what crosses itself is refused', () => {
  expect(reasonOf(clipTo(yard, [shapeOf(square(112.004, 34, 0.004))]))).toBe('no_overlap')
  expect(reasonOf(clipTo(yard, []))).toBe('no_overlap')
  expect(reasonOf(clipTo(yard, [shapeOf(square(111, 33, 3))]))).toBe('nothing_left')
  expect(reasonOf(clipTo([], [east]))).toBe('nothing_drawn')
  expect(
    reasonOf(
      clipTo(
        part([
          [112, 34],
          [112.004, 34.004],
          [112.004, 34],
          [112, 34.004],
        ]),
        [east],
      ),
    ),
  ).toBe('shape_invalid')
})

const ahead = shapeOf([
  [112.0041, 33.99],
  [112.01, 33.99],
  [112.01, 34.01],
  [112.0041, 34.01],
  [112.00415, 34.002],
])

// d──c ╲          d───╲
// │  │  ╲   →     │    ╲     corners go onto the neighbour's edge,
// │  │  ╱         │    ╱     its bend is taken over
// a──b ╱          a───╱
test('corners near a neighbour go onto its edge and its points are taken over', () => {
  const aligned = made(alignTo(yard, [ahead], 20))
  expect(points(aligned)).toContainEqual([112.00415, 34.002])
  expect(points(aligned).filter(([lon]) => lon > 112.0041)).toHaveLength(3)
  expect(reasonOf(alignTo(aligned, [ahead], 20))).toBe('nothing_near')
  expect(reasonOf(clipTo(aligned, [ahead]))).toBe('no_overlap')
})

// ┌──┐┌──┐
// │  ││  │   corners go onto corners, to the last digit
// └──┘└──┘
test('corners near corners become the same points', () => {
  const beside = square(112.00400001, 34.00000001, 0.004)
  const aligned = made(alignTo(yard, [shapeOf(beside)], 1))
  expect(aligned[0]!.shell).toEqual([[112, 34], beside[0], beside[3], [112, 34.004]])
})

//      ┌──┐
//      │ n│
// ┌────┴──┴───┐   the neighbour's two corners lie on the yard's upper edge
// └───────────┘
test('an edge takes over the corners it passes, in their order', () => {
  const above = shapeOf([
    [112.001, 34.004000001],
    [112.002, 34.004000001],
    [112.002, 34.01],
    [112.001, 34.01],
  ])
  const aligned = made(alignTo(yard, [above], 0.5))
  expect(aligned[0]!.shell).toEqual([
    [112, 34],
    [112.004, 34],
    [112.004, 34.004],
    [112.002, 34.004000001],
    [112.001, 34.004000001],
    [112, 34.004],
  ])
})

// ┌──┐
// └──┘  ·    two corners as near as the same point fall together
test('what collapses is refused, what is far off is left', () => {
  expect(
    reasonOf(
      alignTo(
        part(square(112, 34, 0.000001)),
        [
          shapeOf([
            [112, 34],
            [113, 33],
            [113, 35],
          ]),
        ],
        5,
      ),
    ),
  ).toBe('nothing_left')
  expect(reasonOf(alignTo(yard, [ahead], 1))).toBe('nothing_near')
  expect(reasonOf(alignTo(yard, [], 1))).toBe('nothing_near')
  expect(reasonOf(alignTo([], [ahead], 1))).toBe('nothing_drawn')
})

// ┌─────┐
// │  n  │   a corner of the neighbour that the yard has already, and passes again a little farther on
// └──a──┘
//   ╱ ╲
test('a point is taken over once', () => {
  const tip: Position = [112.002, 34]
  const above = shapeOf([tip, [112.004, 34.002], [112, 34.002]])
  const passing = part([[112, 33.998], [112.004, 33.998], tip, [112.0019999, 33.9999999]])
  const aligned = alignTo(passing, [above], 0.1)
  const ring = aligned.ok ? points(aligned.shape) : points(passing)
  expect(ring.filter(point => String(point) === String(tip))).toHaveLength(1)
})

const lake: Ring = [
  [112.006, 34],
  [112.008, 34.001],
  [112.008, 34.003],
  [112.006, 34.004],
  [112.005, 34.003],
  [112.005, 34.001],
]
const shore = shapeOf(lake)
// d───c  ⬡          d───────┐
// │   │ ⬡ ⬡   →     │       ⬡    b→c now goes along the western shore
// a───b  ⬡          a───────┘
test('an edge runs over the neighbour’s points, the shorter way round', () => {
  const traced = made(traceAlong(yard, { part: 0, ring: 0, index: 1 }, shore, lake[0]!, lake[3]!))
  expect(traced[0]!.shell).toEqual([
    [112, 34],
    [112.004, 34],
    lake[0],
    lake[5],
    lake[4],
    lake[3],
    [112.004, 34.004],
    [112, 34.004],
  ])
})

test('the order of the two places does not matter, and places on edges will do', () => {
  const edge = { part: 0, ring: 0, index: 1 }
  expect(traceAlong(yard, edge, shore, lake[3]!, lake[0]!)).toEqual(traceAlong(yard, edge, shore, lake[0]!, lake[3]!))
  const onEdge: Position = [112.005, 34.002]
  const traced = made(traceAlong(yard, edge, shore, lake[0]!, onEdge))
  expect(traced[0]!.shell.slice(2, 5)).toEqual([lake[0], lake[5], onEdge])
})

//  ┌──┬──┐
//  │  │n │   both ends of the edge lie on the neighbour already: nothing is said twice
//  └──┴──┘
test('ends that lie on the neighbour are not said twice', () => {
  const touching = part([[112, 34], lake[0]!, lake[3]!, [112, 34.004]])
  const traced = made(traceAlong(touching, { part: 0, ring: 0, index: 1 }, shore, lake[0]!, lake[3]!))
  expect(traced[0]!.shell).toEqual([[112, 34], lake[0], lake[5], lake[4], lake[3], [112, 34.004]])
})

// ┌────────┐
// │ ┌────┐ │   along the inside of a neighbour's hole
// │ └────┘ │
// └────────┘
test('a hole of the neighbour is traced as well, two different rings are not', () => {
  const around = shapeOf(square(111, 33, 3), square(112.004, 33.999, 0.01))
  const [sw, , , nw] = square(112.004, 33.999, 0.01)
  const edge = { part: 0, ring: 0, index: 1 }
  expect(made(traceAlong(yard, edge, around, sw!, nw!))[0]!.shell.slice(2, 4)).toEqual([sw, nw])
  expect(reasonOf(traceAlong(yard, edge, around, sw!, [111, 33]))).toBe('not_on_neighbour')
})

test('places off the neighbour and edges that are not there are refused', () => {
  expect(reasonOf(traceAlong(yard, { part: 0, ring: 0, index: 1 }, shore, [112.1, 34], lake[3]!))).toBe(
    'not_on_neighbour',
  )
  expect(reasonOf(traceAlong(yard, { part: 0, ring: 0, index: 9 }, shore, lake[0]!, lake[3]!))).toBe('not_there')
})
