import { expect, test } from 'vitest'
import { frameAt } from '#core/areas/frame.ts'
import { squareCorners } from '#core/areas/operations/square-corners.ts'
import type { DraftShape, Position } from '#core/areas/shape.ts'
import { made, part, reasonOf } from './drawn.ts'

const frame = frameAt([112, 34])
const inMetres = (...places: Position[]) => part(places.map(frame.toDegrees))

/** The corners in degrees of angle, rounded. */
const corners = (shape: DraftShape) => {
  const ring = shape[0]!.shell.map(frame.toMetres)
  return ring.map((at, i) => {
    const [before, after] = [ring.at(i - 1)!, ring[(i + 1) % ring.length]!]
    const turn = Math.atan2(after[1] - at[1], after[0] - at[0]) - Math.atan2(before[1] - at[1], before[0] - at[0])
    return Math.round(Math.abs((((turn * 180) / Math.PI + 540) % 360) - 180) * 100) / 100
  })
}

//  ┌────┐       ┌────┐
//  ╲     ╲  →   │    │
//   └────┘      └────┘
test('corners that are nearly square become so', () => {
  const squared = made(squareCorners(inMetres([0, 0], [50, 2], [49, 31], [-2, 30])))
  expect(corners(squared)).toEqual([90, 90, 90, 90])
})

//    ╱╲
//   ╱  ╲    turned by 30 degrees, it stays turned
//   ╲  ╱
//    ╲╱
test('the direction it lies in is kept', () => {
  const lean = (30 * Math.PI) / 180
  const turned = ([x, y]: Position): Position => [
    x * Math.cos(lean) - y * Math.sin(lean),
    x * Math.sin(lean) + y * Math.cos(lean),
  ]
  const squared = made(squareCorners(inMetres(turned([0, 0]), turned([60, 1]), turned([60, 30]), turned([0, 30]))))
  expect(corners(squared)).toEqual([90, 90, 90, 90])
  const [from, to] = squared[0]!.shell.map(frame.toMetres)
  expect((Math.atan2(to![1] - from![1], to![0] - from![0]) * 180) / Math.PI).toBeCloseTo(30, 0)
})

//  ┌────╮
//  │     ╲    a corner cut off at 45 degrees was meant
//  └──────┘
test('an edge that leans on purpose stays', () => {
  const squared = made(squareCorners(inMetres([0, 0], [40, 1], [40, 15], [25, 30], [0, 30])))
  const [sw, se, above, before, nw] = corners(squared)
  expect([sw, se, nw]).toEqual([90, 90, 90])
  expect(above! + before!).toBeCloseTo(270, 5)
  expect(above).toBeGreaterThan(130)
  expect(above).toBeLessThan(140)
})

//  ┌──·──┐
//  └─────┘    a point in the middle of an edge goes onto it
test('a point along an edge goes onto the straight edge', () => {
  const squared = made(squareCorners(inMetres([0, 0], [25, -0.5], [50, 0], [50, 30], [0, 30])))
  expect(corners(squared)).toEqual([90, 180, 90, 90, 90])
})

test('what is square already, half drawn or not there is left', () => {
  expect(reasonOf(squareCorners(inMetres([0, 0], [50, 0], [50, 30], [0, 30])))).toBe('already_square')
  expect(reasonOf(squareCorners(inMetres([0, 0], [50, 0])))).toBe('nothing_drawn')
  expect(reasonOf(squareCorners([]))).toBe('nothing_drawn')
})
