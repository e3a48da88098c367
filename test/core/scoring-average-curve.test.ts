import { expect, test } from 'vitest'
import type { History, StandingRow } from '#core/coverage/history.ts'
import { averageCurve } from '#core/scoring/average-curve.ts'
import { planFile } from '../helpers/plans.ts'

const row = (from: string, value: string | null): StandingRow => ({
  from,
  value,
  organisation: null,
  community: null,
  member: 'baseline',
  households: 0,
  floor_area: 0,
})

test('平均分随每月考评变化；没有得分的不算 0 分', () => {
  const rows = new Map([
    [1, [row('2024-01-31', '80'), row('2024-02-29', '90')]],
    [2, [row('2024-02-29', '70')]],
    [3, []],
  ])
  const indicators = new Map([['score', { reported: rows, verified: rows }]])
  const history: History = { seq: 1, known_at: null, geometry_revision: 0, indicators, verdicts_then: {} }
  const curve = averageCurve(planFile('xx-town'), history, {
    indicator: 'score',
    basis: 'reported',
    from: '2024-01-01',
    to: '2024-12-31',
  })
  expect(curve.days).toEqual(['2024-01-01', '2024-01-31', '2024-02-29'])
  expect(curve.covered).toEqual([0, 80, 80])
  expect(curve.total[0]).toBe(100)
  expect(curve.steps).toEqual([])
})
