import { expect, test } from 'vitest'
import type { Surroundings } from '#core/api/areas.ts'
import { type Ring, toMultiPolygon } from '#core/areas/shape.ts'
import { makeSnapIndex, snap } from '#core/areas/snap.ts'
import { frozen } from '../../helpers/frozen.ts'
import { square } from './operations/drawn.ts'

const shapeOf = (ring: Ring) => toMultiPolygon([{ shell: ring, holes: [] }])!
const around = (some: Partial<Surroundings>) =>
  makeSnapIndex(frozen({ areas: [], compounds: [], divisions: [], lines: [], ...some }))
const yard = around({ compounds: [{ id: 7, shape: shapeOf(square(112, 34, 0.001)) }] })
const REACH = 0.0001

//    ┌──────
//    │
//  · o──────   within reach of the corner and of two edges
test('a corner wins over its edges, and is met to the last digit', () => {
  expect(snap(yard, [112.00006, 34.00001], REACH, 0.83)).toEqual({
    at: [112, 34],
    kind: 'vertex',
    source: 'compound',
    subject: 7,
  })
})

//    │
//  · o   far from both ends
//    │
test('on an edge it is the foot of the perpendicular', () => {
  const target = snap(yard, [111.99995, 34.0005], REACH, 0.83)
  expect(target).toMatchObject({ kind: 'edge', source: 'compound', subject: 7 })
  expect(target!.at[0]).toBeCloseTo(112, 12)
  expect(target!.at[1]).toBeCloseTo(34.0005, 12)
})

test('the edge that closes a ring is there too; out of reach is out of reach', () => {
  expect(snap(yard, [111.99985, 34.0005], REACH, 0.83)).toBe(null)
  expect(snap(yard, [111.99989, 34.0005], REACH, 0.83)).toMatchObject({ kind: 'edge' })
  expect(snap(yard, [111.99987, 34.0005], REACH, 1)).toBe(null)
})

//  ─────o═════   the corner of an area on the corner of a compound
test('an area wins over a compound at the same place, a compound over a street', () => {
  const index = around({
    areas: [{ id: 1, name: '甲', version: 1, shape: shapeOf(square(112, 34, 0.001)) }],
    compounds: [{ id: 7, shape: shapeOf(square(112, 34, 0.001)) }],
    lines: [
      {
        layer: 'roads',
        class: null,
        name: null,
        shape: {
          type: 'LineString',
          coordinates: [
            [112, 34],
            [113, 34],
          ],
        },
      },
    ],
  })
  expect(snap(index, [112, 34], REACH, 1)).toMatchObject({ source: 'area', subject: 1 })
  expect(snap(index, [112.5, 34], REACH, 1)).toEqual({ at: [112.5, 34], kind: 'edge', source: 'street', subject: null })
})

test('where there is nothing, nothing is near', () => {
  expect(snap(around({}), [112, 34], 1, 1)).toBe(null)
  expect(snap(around({ areas: [{ id: 1, name: '甲', version: 1, shape: null }] }), [112, 34], 1, 1)).toBe(null)
})
