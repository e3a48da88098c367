import { expect, test } from 'vitest'
import { addVertex } from '#core/areas/operations/add-vertex.ts'
import { deleteVertex } from '#core/areas/operations/delete-vertex.ts'
import { moveEdge } from '#core/areas/operations/move-edge.ts'
import { moveVertex } from '#core/areas/operations/move-vertex.ts'
import { made, part, reasonOf, square } from './drawn.ts'

// 3───2
// │ h │   h: a hole from 1,1 to 2,2
// 0───1
const house = part(square(0, 0, 4), square(1, 1, 1))
const first = { part: 0, ring: 0, index: 0 }

// d───c      d───c
// │   │  →   │    \
// a───b      a─────b'
test('a point goes to the very place it is put, and back', () => {
  const snapped = [4.123456789012345, -0.000000000123456] as const
  const moved = moveVertex(house, { ...first, index: 1 }, snapped)
  expect(made(moved)[0]!.shell).toEqual([[0, 0], snapped, [4, 4], [0, 4]])
  expect(made(moved)[0]!.holes).toBe(house[0]!.holes)
  expect(moveVertex(made(moved), { ...first, index: 1 }, [4, 0])).toEqual({ ok: true, shape: house })
})

//  ┌───┐
//  │2─1│   the hole's own points move too
//  │3─0→
//  └───┘
test('a point of a hole moves, its shell stays', () => {
  const moved = made(moveVertex(house, { part: 0, ring: 1, index: 1 }, [3, 1]))
  expect(moved[0]!.holes).toEqual([
    [
      [1, 1],
      [3, 1],
      [2, 2],
      [1, 2],
    ],
  ])
  expect(moved[0]!.shell).toBe(house[0]!.shell)
})

// d───c      d───c
// │   │  →   │   │
// a───b      a─n─b
test('a point is added on an edge, and taken away again', () => {
  const added = made(addVertex(house, first, [2, 0]))
  expect(added[0]!.shell).toEqual([
    [0, 0],
    [2, 0],
    [4, 0],
    [4, 4],
    [0, 4],
  ])
  expect(deleteVertex(added, { ...first, index: 1 })).toEqual({ ok: true, shape: house })
})

// d───c
// n   │   the edge from the last point to the first
// a───b
test('a point on the edge that closes the ring comes last', () => {
  expect(made(addVertex(house, { ...first, index: 3 }, [0, 2]))[0]!.shell.at(-1)).toEqual([0, 2])
})

//   c
//  / \    nothing can be taken from a triangle
// a───b
test('a ring keeps three points', () => {
  const triangle = part([
    [0, 0],
    [2, 0],
    [1, 2],
  ])
  expect(reasonOf(deleteVertex(triangle, first))).toBe('too_few_points')
})

// d──c        d────c'
// │  │  →     │    │
// a──b        a────b'
test('an edge moves with both ends, and back', () => {
  const east = { ...first, index: 1 }
  const moved = made(moveEdge(house, east, [1, 0]))
  expect(moved[0]!.shell).toEqual([
    [0, 0],
    [5, 0],
    [5, 4],
    [0, 4],
  ])
  expect(moveEdge(moved, east, [-1, 0])).toEqual({ ok: true, shape: house })
})

// d───c
// │←  │   the last edge runs from d to a
// a───b
test('the edge that closes the ring moves as any other', () => {
  expect(made(moveEdge(house, { ...first, index: 3 }, [-1, 0]))[0]!.shell).toEqual([
    [-1, 0],
    [4, 0],
    [4, 4],
    [-1, 4],
  ])
})

test('what is not there and what is no place on earth is refused', () => {
  for (const at of [
    { ...first, part: 1 },
    { ...first, ring: 2 },
    { ...first, index: 4 },
    { ...first, index: -1 },
  ]) {
    expect(reasonOf(moveVertex(house, at, [0, 0]))).toBe('not_there')
    expect(reasonOf(addVertex(house, at, [0, 0]))).toBe('not_there')
    expect(reasonOf(deleteVertex(house, at))).toBe('not_there')
    expect(reasonOf(moveEdge(house, at, [0, 0]))).toBe('not_there')
  }
  for (const place of [
    [Number.NaN, 0],
    [181, 0],
    [0, -91],
    [Infinity, 0],
  ] as const) {
    expect(reasonOf(moveVertex(house, first, place))).toBe('not_a_place')
    expect(reasonOf(addVertex(house, first, place))).toBe('not_a_place')
    expect(reasonOf(moveEdge(house, first, place))).toBe('not_a_place')
  }
})

test('of a part of which one point is there, no edge moves', () => {
  expect(reasonOf(moveEdge(part([[1, 1]]), first, [1, 1]))).toBe('not_there')
})
