import { expect, test } from 'vitest'
import type { Curve } from '#core/api/progress.ts'
import { curveScale, stackedBands, stairSteps } from '../../../web/coverage/curve-geometry.ts'

const scale = curveScale({ width: 100, height: 50 }, 10, 100)

/*
 * 100 ┤
 *  60 ┤      ┌────  floating on top of professional
 *  40 ┤  ┌───┘
 *   0 └──┴────────
 */
const curve: Curve = {
  indicator: 'coverage',
  from: '2024-03-11',
  to: '2024-03-21',
  known_at: null,
  seq: 1,
  days: ['2024-03-11', '2024-03-13', '2024-03-16'],
  total: [100, 100, 100],
  covered: [0, 40, 60],
  by_value: { professional: [0, 40, 40], floating: [0, 0, 20] },
  steps: [],
}

test('bands stack in the order asked for, each on the sum below it, and hold until the next day that changes', () => {
  const [lower, upper] = stackedBands(curve, [0, 2, 5], ['professional', 'floating'], 10, scale)
  expect(lower?.path).toBe('M0 50L20 50L20 30L50 30L50 30L100 30L100 50L50 50L50 50L20 50L20 50L0 50Z')
  expect(upper?.path.startsWith('M0 50L20 50L20 30L50 30L50 20L100 20L100 30')).toBe(true)
})

test('a mode nobody has is not drawn', () => {
  expect(stackedBands(curve, [0, 2, 5], ['entrusted'], 10, scale)).toEqual([])
})

test('the stair treads from one deadline to the next, the last one to the end of the picture', () => {
  const steps = stairSteps(
    [
      { id: 't80', at: 7, needed: 80 },
      { id: 't30', at: 3, needed: 30 },
    ],
    10,
  )
  expect(steps).toEqual([
    { id: 't30', from: 0, to: 3, needed: 30 },
    { id: 't80', from: 3, to: 10, needed: 80 },
  ])
})
