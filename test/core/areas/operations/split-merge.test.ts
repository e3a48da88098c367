import { expect, test } from 'vitest'
import { squareMetres } from '#core/areas/frame.ts'
import { validity } from '#core/areas/geometry.ts'
import { merge } from '#core/areas/operations/merge.ts'
import { splitBy } from '#core/areas/operations/split-by.ts'
import { type DraftShape, type Ring, toMultiPolygon } from '#core/areas/shape.ts'
import { frozen } from '../../../helpers/frozen.ts'
import { made, part, reasonOf, square } from './drawn.ts'

const m2 = (shape: DraftShape) => squareMetres(toMultiPolygon(shape))
const points = (shape: DraftShape) => shape.flatMap(({ shell, holes }) => [shell, ...holes].flat())

/** Both halves of a split, which fails with its reason where there is none. */
function halves(shape: DraftShape, line: Ring): [DraftShape, DraftShape] {
  const split = splitBy(shape, frozen(line))
  expect(split).toMatchObject({ ok: true })
  return (split as { shapes: [DraftShape, DraftShape] }).shapes
}

const yard = part(square(112, 34, 0.004))

//     │
// ┌───┼─┐        ┌───┐ ┌─┐
// │   │ │   →    │   │ │ │
// └───┼─┘        └───┘ └─┘
//     │
test('a line through it makes two, the larger first; merged they are one again', () => {
  const [larger, smaller] = halves(yard, [
    [112.003, 33.999],
    [112.003, 34.005],
  ])
  expect(points(larger)).toHaveLength(4)
  expect(points(larger)).toContainEqual([112.003, 34])
  expect(points(smaller)).toContainEqual([112.003, 34.004])
  expect(m2(larger) / m2(smaller)).toBeCloseTo(3, 6)
  const one = made(merge(larger, smaller))
  expect(one).toHaveLength(1)
  expect(m2(one)).toBeCloseTo(m2(yard), 6)
})

//    ┌──────┐        ┌──────┐
// ───┼─┐ o  │   →    │ ┐ o  │   the hole goes with its side
//    │ └────┼──      │ └────│
//    └──────┘        └──────┘
test('a bent line splits along its bends', () => {
  const house = part(square(112, 34, 0.004), square(112.0025, 34.0025, 0.001))
  const [upper, lower] = halves(house, [
    [111.999, 34.003],
    [112.002, 34.003],
    [112.002, 34.0005],
    [112.005, 34.0005],
  ])
  expect([upper[0]!.holes, lower[0]!.holes].map(({ length }) => length)).toEqual([1, 0])
  expect(points(upper)).toEqual(
    expect.arrayContaining([
      [112.002, 34.003],
      [112.002, 34.0005],
    ]),
  )
  expect(points(lower)).toEqual(
    expect.arrayContaining([
      [112.002, 34.003],
      [112.002, 34.0005],
    ]),
  )
  expect((m2(upper) + m2(lower)) / m2(house)).toBeCloseTo(1, 4)
})

// ┌──────┐
// │ ┌──┐ │      the line runs through the hole: two pieces,
// ├─┤  ├─┤      each with half of the hole in its outline
// │ └──┘ │
// └──────┘
test('a line through a hole opens it', () => {
  const ring = part(square(112, 34, 0.004), square(112.001, 34.001, 0.002))
  const [one, other] = halves(ring, [
    [111.999, 34.002],
    [112.005, 34.002],
  ])
  expect([one, other].map(shape => [shape.length, shape[0]!.holes.length])).toEqual([
    [1, 0],
    [1, 0],
  ])
  expect(m2(one) / m2(other)).toBeCloseTo(1, 4)
})

// ┌┐┌┐┌┐
// ││││││     a comb cut across its teeth: three tips on one side
// ─┼┼┼┼─
// └────┘
test('one side may come in several parts', () => {
  const comb = part([
    [112, 34],
    [112.005, 34],
    [112.005, 34.004],
    [112.004, 34.004],
    [112.004, 34.001],
    [112.003, 34.001],
    [112.003, 34.004],
    [112.002, 34.004],
    [112.002, 34.001],
    [112.001, 34.001],
    [112.001, 34.004],
    [112, 34.004],
  ])
  const [larger, smaller] = halves(comb, [
    [111.999, 34.0025],
    [112.006, 34.0025],
  ])
  expect([larger.length, smaller.length].sort()).toEqual([1, 3])
})

// ┌──┐│┌──┐
// │ ─┼┼┼─ │   only the left part is cut, the right one goes to the side it lies on
// └──┘│└──┘
test('a part that is not cut goes to its side of the line', () => {
  const two: DraftShape = frozen([
    { shell: square(112, 34, 0.004), holes: [] },
    { shell: square(112.006, 34, 0.001), holes: [] },
  ])
  const [west, east] = halves(two, [
    [112.003, 33.999],
    [112.003, 34.005],
  ])
  expect([west.length, east.length]).toEqual([1, 2])
})

//  \ │
// ┌─\┼──┐     cut from corner to corner
// │  \  │
// └───\─┘
test('a line through two corners takes the corners themselves', () => {
  const [one, other] = halves(yard, [
    [112, 34.004],
    [112.004, 34],
  ])
  for (const half of [one, other])
    expect(points(half)).toEqual(expect.arrayContaining([yard[0]!.shell[1], yard[0]!.shell[3]]))
})

test('a line that does not cut is refused with why', () => {
  const cut = (line: Ring, shape: DraftShape = yard) => reasonOf(splitBy(shape, line))
  expect(cut([[112, 34]])).toBe('line_too_short')
  expect(
    cut([
      [112.001, 34.001],
      [112.003, 34.003],
    ]),
  ).toBe('line_does_not_cut')
  expect(
    cut([
      [111.9, 34.1],
      [112.1, 34.1],
    ]),
  ).toBe('line_does_not_cut')
  expect(
    cut([
      [112, 34],
      [112.004, 34],
    ]),
  ).toBe('line_does_not_cut')
  expect(
    cut([
      [111.999, 34.001],
      [112.005, 34.001],
      [112.005, 34.003],
      [112.002, 33.999],
    ]),
  ).toBe('line_crosses_itself')
  expect(
    cut([
      [112, 34],
      [Number.NaN, 34],
    ]),
  ).toBe('not_a_place')
  expect(
    cut(
      [
        [112, 33],
        [112, 35],
      ],
      [],
    ),
  ).toBe('nothing_drawn')
  expect(
    cut(
      [
        [112.002, 33],
        [112.002, 35],
      ],
      part([
        [112, 34],
        [112.004, 34.004],
        [112.004, 34],
        [112, 34.004],
      ]),
    ),
  ).toBe('shape_invalid')
})

// ┌──┐ ┌──┐
// │  │ │  │   apart: two parts of one
// └──┘ └──┘
test('what does not touch stays a part of its own', () => {
  expect(made(merge(yard, part(square(112.01, 34, 0.001))))).toHaveLength(2)
})

// ┌──┐┌──┐      3 cm between them
// │  ││  │  →   one part, no hairline left
// └──┘└──┘
test('edges that were meant to be one are one', () => {
  const beside = part([
    [112.0040003, 34],
    [112.008, 34],
    [112.008, 34.004],
    [112.0040003, 34.004],
  ])
  const one = made(merge(yard, beside))
  expect(one).toHaveLength(1)
  expect(one[0]!.holes).toEqual([])
  expect(validity(toMultiPolygon(one)!).valid).toBe(true)
})

// ┌──┐ ┌──┐
// │  └─┘  │   joined by a bridge: the court stays a hole
// │  ┌─┐  │
// └──┘ └──┘
test('a court between two shapes stays a hole', () => {
  const left = part([
    [112, 34],
    [112.002, 34],
    [112.002, 34.001],
    [112.001, 34.001],
    [112.001, 34.003],
    [112.002, 34.003],
    [112.002, 34.004],
    [112, 34.004],
  ])
  const right = part([
    [112.002, 34],
    [112.004, 34],
    [112.004, 34.004],
    [112.002, 34.004],
    [112.002, 34.003],
    [112.003, 34.003],
    [112.003, 34.001],
    [112.002, 34.001],
  ])
  const one = made(merge(left, right))
  expect(one.map(({ holes }) => holes.length)).toEqual([1])
})

test('what is not there or crosses itself is not merged', () => {
  expect(reasonOf(merge(yard, []))).toBe('nothing_drawn')
  expect(reasonOf(merge([], yard))).toBe('nothing_drawn')
  expect(
    reasonOf(
      merge(
        yard,
        part([
          [112, 34],
          [113, 35],
          [113, 34],
          [112, 35],
        ]),
      ),
    ),
  ).toBe('shape_invalid')
})
