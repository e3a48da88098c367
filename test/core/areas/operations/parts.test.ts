import { expect, test } from 'vitest'
import { addHole } from '#core/areas/operations/add-hole.ts'
import { addPart } from '#core/areas/operations/add-part.ts'
import { moveShape } from '#core/areas/operations/move-shape.ts'
import { removeHole } from '#core/areas/operations/remove-hole.ts'
import { removePart } from '#core/areas/operations/remove-part.ts'
import { made, part, reasonOf, square } from './drawn.ts'

const house = part(square(0, 0, 4))

// ┌───┐        ┌───┐ ┌─┐
// │   │   →    │   │ │ │
// └───┘        └───┘ └─┘
test('a part is added, and removed again', () => {
  const two = made(addPart(house, square(5, 0, 2)))
  expect(two).toEqual([house[0], { shell: square(5, 0, 2), holes: [] }])
  expect(two[0]).toBe(house[0])
  expect(removePart(two, 1)).toEqual({ ok: true, shape: house })
})

// ┌───┐        ┌───┐
// │   │   →    │ o │
// └───┘        └───┘
test('a hole is cut, and filled again', () => {
  const cut = made(addHole(house, square(1, 1, 1)))
  expect(cut).toEqual([{ shell: square(0, 0, 4), holes: [square(1, 1, 1)] }])
  expect(removeHole(cut, 0, 0)).toEqual({ ok: true, shape: house })
})

// ┌───┐ ┌───┐
// │   │ │ o │   the part that lies around it
// └───┘ └───┘
test('a hole goes into the part that lies around it', () => {
  const two = made(addPart(house, square(5, 0, 4)))
  expect(made(addHole(two, square(6, 1, 1))).map(({ holes }) => holes.length)).toEqual([0, 1])
})

// ┌───┐
// │   o──┐    half outside
// └───┘──┘
test('a hole that leaves its part is refused', () => {
  expect(reasonOf(addHole(house, square(3, 1, 2)))).toBe('hole_outside')
  expect(reasonOf(addHole(house, square(7, 7, 1)))).toBe('hole_outside')
})

// ┌─────┐
// │ o=o │    over the hole that is there
// └─────┘
test('a hole over another hole is refused', () => {
  const cut = made(addHole(house, square(1, 1, 1)))
  expect(reasonOf(addHole(cut, square(1.5, 1.5, 1)))).toBe('hole_outside')
})

test('a hole that crosses itself and one in a part that crosses itself are refused', () => {
  const bow = [
    [1, 1],
    [2, 2],
    [2, 1],
    [1, 2],
  ] as const
  expect(reasonOf(addHole(house, bow))).toBe('line_crosses_itself')
  expect(
    reasonOf(
      addHole(
        part([
          [0, 0],
          [4, 4],
          [4, 0],
          [0, 4],
        ]),
        square(1, 0.1, 0.1),
      ),
    ),
  ).toBe('hole_outside')
})

// ┌─┐        ┌─┐
// └─┘   →      └─┘ with its hole
test('all of it moves, and back', () => {
  const yard = part(square(112, 34, 1), square(112.25, 34.25, 0.5))
  const moved = made(moveShape(yard, [0.5, -0.25]))
  expect(moved).toEqual(part(square(112.5, 33.75, 1), square(112.75, 34, 0.5)))
  expect(moveShape(moved, [-0.5, 0.25])).toEqual({ ok: true, shape: yard })
})

test('what is not there, too short or no place on earth is refused', () => {
  expect(
    reasonOf(
      addPart(house, [
        [0, 0],
        [1, 1],
      ]),
    ),
  ).toBe('too_few_points')
  expect(
    reasonOf(
      addPart(house, [
        [0, 0],
        [1, 1],
        [Number.NaN, 0],
      ]),
    ),
  ).toBe('not_a_place')
  expect(reasonOf(addHole(house, [[1, 1]]))).toBe('too_few_points')
  expect(
    reasonOf(
      addHole(house, [
        [1, 1],
        [2, 1],
        [200, 0],
      ]),
    ),
  ).toBe('not_a_place')
  expect(reasonOf(removePart(house, 1))).toBe('not_there')
  expect(reasonOf(removeHole(house, 0, 0))).toBe('not_there')
  expect(reasonOf(removeHole(house, 3, 0))).toBe('not_there')
  expect(reasonOf(moveShape([], [1, 1]))).toBe('nothing_drawn')
  expect(reasonOf(moveShape(house, [0, 90]))).toBe('not_a_place')
})
