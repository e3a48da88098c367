import { expect, test } from 'vitest'
import type { History, StandingRow } from '#core/coverage/history.ts'
import { averageCurve } from '#core/scoring/average-curve.ts'
import { planFile } from '../helpers/plans.ts'

const row = (from: string, value: string | null, community: number | null = null): StandingRow => ({
  from,
  value,
  organisation: null,
  community,
  member: 'baseline',
  households: 0,
  floor_area: 0,
})

const historyOf = (rows: Map<number, StandingRow[]>): History => ({
  seq: 1,
  known_at: null,
  geometry_revision: 0,
  indicators: new Map([['score', { reported: rows, verified: rows }]]),
  verdicts_then: {},
})
const asked = { indicator: 'score', basis: 'reported', from: '2024-01-01', to: '2024-12-31' } as const

test('平均分随每月考评变化；没有得分的不算 0 分', () => {
  const rows = new Map([
    [1, [row('2024-01-31', '80'), row('2024-02-29', '90')]],
    [2, [row('2024-02-29', '70')]],
    [3, []],
  ])
  const curve = averageCurve(planFile('xx-town'), historyOf(rows), { ...asked, scope: null }, { divisions: [] })
  expect(curve.days).toEqual(['2024-01-01', '2024-01-31', '2024-02-29'])
  expect(curve.covered).toEqual([0, 80, 80])
  expect(curve.total[0]).toBe(100)
  expect(curve.steps).toEqual([])
})

test('只看一个社区时，平均分只算它的小区，新增的也不算', () => {
  const divisions = [2, 3].map(id => ({ id, code: String(id), name: '', level: 'community', parent: null, bbox: null }))
  const added: StandingRow = { ...row('2024-01-31', '10', 2), member: 'addition' }
  const rows = new Map([
    [1, [row('2024-01-31', '80', 2)]],
    [2, [row('2024-01-31', '60', 3)]],
    [3, [added]],
  ])
  const average = (scope: number | null) =>
    averageCurve(planFile('xx-town'), historyOf(rows), { ...asked, scope }, { divisions }).covered.at(-1)
  expect(average(2)).toBe(80)
  expect(average(null)).toBe(70)
})
