import { expect, test } from 'vitest'
import type { DraftShape, Position, Ring } from '#core/areas/shape.ts'
import { edgeNear, middles, partAt, pixelScale, placeAt, vertexNear } from '../../../web/drawing/hit.ts'
import { nextVertex, vertexBefore } from '../../../web/drawing/walk-vertices.ts'

/** A pixel is a hundred-thousandth of a degree both ways. */
const scale = { east: 100_000, north: 100_000 }
const at = (x: number, y: number): Position => [112 + x / 100_000, 34 + y / 100_000]
const box = (x: number, y: number, size: number): Ring => [
  at(x, y),
  at(x + size, y),
  at(x + size, y + size),
  at(x, y + size),
]

/*
 *  3-------------2      +---+
 *  |   3-----2   |      |   |
 *  |   |hole |   |      +---+
 *  |   0-----1   |
 *  0-------------1
 */
const shape: DraftShape = [
  { shell: box(0, 0, 100), holes: [box(40, 40, 20)] },
  { shell: box(200, 50, 30), holes: [] },
]

test('最近的点：够得着才算，洞上的、另一块上的也算', () => {
  expect(vertexNear(shape, at(3, 4), scale, 10)).toEqual({ part: 0, ring: 0, index: 0 })
  expect(vertexNear(shape, at(58, 41), scale, 10)).toEqual({ part: 0, ring: 1, index: 1 })
  expect(vertexNear(shape, at(205, 84), scale, 10)).toEqual({ part: 1, ring: 0, index: 3 })
  expect(vertexNear(shape, at(20, 20), scale, 10)).toBeNull()
})

test('最近的边：垂足落在边上；收口的那条边也算', () => {
  const bottom = edgeNear(shape, at(50, -3), scale, 8)!
  expect(bottom.path).toEqual({ part: 0, ring: 0, index: 0 })
  expect(bottom.at[0]).toBeCloseTo(at(50, 0)[0], 9)
  expect(bottom.at[1]).toBeCloseTo(34, 9)
  expect(edgeNear(shape, at(2, 50), scale, 8)?.path).toEqual({ part: 0, ring: 0, index: 3 })
  expect(edgeNear(shape, at(25, 25), scale, 8)).toBeNull()
})

test('在哪一块、在不在洞里', () => {
  expect(partAt(shape, at(10, 10))).toEqual({ part: 0, hole: null })
  expect(partAt(shape, at(50, 50))).toEqual({ part: 0, hole: 0 })
  expect(partAt(shape, at(215, 65))).toEqual({ part: 1, hole: null })
  expect(partAt(shape, at(150, 50))).toBeNull()
})

test('屏幕上够长的边才有中点', () => {
  expect(middles(shape, scale, 44)).toHaveLength(4)
  expect(middles(shape, scale, 15)).toHaveLength(12)
})

test('Tab 一个点一个点走遍各圈各块，走完回到头；往回也一样', () => {
  const seen: unknown[] = []
  let now = nextVertex(shape, null, 1)
  for (let i = 0; i < 12; i++) {
    seen.push(placeAt(shape, now!))
    now = nextVertex(shape, now, 1)
  }
  expect(new Set(seen).size).toBe(12)
  expect(now).toEqual({ part: 0, ring: 0, index: 0 })
  expect(nextVertex(shape, now, -1)).toEqual({ part: 1, ring: 0, index: 3 })
  expect(nextVertex([], null, 1)).toBeNull()
  expect(vertexBefore(shape, { part: 0, ring: 0, index: 0 })).toEqual(at(0, 100))
})

test('纬度越高，一度经线越短', () => {
  const { east, north } = pixelScale(17, 60)
  expect(north / east).toBeCloseTo(2, 6)
})
