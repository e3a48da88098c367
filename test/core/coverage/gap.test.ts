import { expect, test } from 'vitest'
import type { RankingRow } from '#core/api/progress.ts'
import { gapConcentration } from '#core/coverage/gap.ts'

const row = (name: string, short: number): RankingRow => ({
  division: short,
  name,
  rank: 1,
  rank_before: 1,
  covered: 0,
  total: 30,
  rate: 0,
  gained: 0,
  short,
  regressed: 0,
})

test('the fewest communities that hold at least half of the gap are named, the shortest first', () => {
  const gap = gapConcentration([row('文昌', 0), row('新华', 8), row('城郊', 11), row('铁路', 3), row('古城', 2)])
  expect(gap?.rows.map(({ name }) => name)).toEqual(['城郊', '新华'])
  expect([gap?.short, gap?.of]).toEqual([19, 24])
})

test('a gap spread evenly names nobody, and no gap is no sentence', () => {
  expect(gapConcentration([row('甲', 2), row('乙', 2), row('丙', 2), row('丁', 2)])).toBe(null)
  expect(gapConcentration([row('甲', 0), row('乙', 0)])).toBe(null)
})
