import { distance } from '@turf/turf'
import { expect, test } from 'vitest'
import { metresBetween, placeFrom } from '../../../web/drawing/metres.ts'

test('向东 100 米、向北 50 米，走出去再量回来还是那么多', () => {
  const from = [112.3, 34.81] as const
  const to = placeFrom(from, { east: 100, north: 50 })
  const back = metresBetween(from, to)
  expect(back.east).toBeCloseTo(100, 6)
  expect(back.north).toBeCloseTo(50, 6)
  expect(distance([...from], [...to], { units: 'meters' })).toBeCloseTo(Math.hypot(100, 50), 2)
})
