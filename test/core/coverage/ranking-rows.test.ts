import { expect, test } from 'vitest'
import type { Division } from '#core/api/index.ts'
import { rankingRows } from '#core/coverage/ranking-rows.ts'
import { coversOf, type Figures, type Tally } from '#core/coverage/tally.ts'
import { planFile } from '../../helpers/plans.ts'

const plan = planFile('xx-county-2024')
const division = (id: number, name: string, level = 'community'): Division => ({
  id,
  code: String(id),
  name,
  level,
  parent: level === 'community' ? 1 : null,
  bbox: null,
})
const divisions = [division(1, '县', 'county'), division(2, '东'), division(3, '西'), division(4, '撤销的一批')]
const tally = (community: number): Tally => ({
  community,
  member: 'baseline',
  values: ['professional'],
  count: 1,
  households: 80,
  floor_area: 9000,
})
const figures: Figures = {
  at: new Map([
    ['2024-10-18', [tally(2)]],
    ['2024-09-30', [tally(2), tally(3)]],
  ]),
  moves: [],
}

test('一个小区也没有过的社区不上榜；上月末还有、现在没有的，还在榜上，不排名次', () => {
  const rows = rankingRows(
    plan,
    figures,
    { counted_by: 'count', scope: null, as_of: '2024-10-18' },
    { divisions, covers: coversOf(plan, 'coverage'), target: null },
  )
  expect(rows.map(({ name, rank, total }) => ({ name, rank, total }))).toEqual([
    { name: '东', rank: 1, total: 1 },
    { name: '西', rank: null, total: 0 },
  ])
})
