import { expect, test } from 'vitest'
import { windowsOf } from '../../../web/areas/windows.ts'
import { candidatesOf, colourOf, hullOf, movedTo } from '../../../web/areas/zoning.ts'

const yard = (id: number, more: object = {}) => ({
  id,
  name: `${id} 号院`,
  at: [112 + id / 1000, 34],
  buildings: 1,
  households: 10 * id,
  community: 7,
  from_on: null,
  to_on: null,
  ...more,
})
const of = (...yards: ReturnType<typeof yard>[]) =>
  candidatesOf(
    yards,
    community => community === 7,
    id => id === 4,
    '2024-10-18',
  )

test('候选是本社区当日存在、未落实物业管理的单体楼院；没有落图的另计', () => {
  const { located, unlocated } = of(
    yard(1),
    yard(2, { buildings: 3 }),
    yard(3, { buildings: null }),
    yard(4),
    yard(5, { at: null }),
    yard(6, { community: 8 }),
    yard(7, { to_on: '2024-10-18' }),
    yard(8, { from_on: '2024-10-19' }),
    yard(9, { from_on: '2024-10-18', to_on: '2024-10-19', households: null }),
  )
  expect(located.map(({ id, households }) => [id, households])).toEqual([
    [1, 10],
    [9, 0],
  ])
  expect(unlocated).toBe(1)
})

test('一个小区移到另一个片区；移空的片区消失，编号不变', () => {
  const groups = [
    { number: 1, compounds: [11] },
    { number: 2, compounds: [21, 22] },
    { number: 3, compounds: [31] },
  ]
  expect(movedTo(groups, 22, 3)).toEqual([
    groups[0],
    { number: 2, compounds: [21] },
    { number: 3, compounds: [31, 22] },
  ])
  expect(movedTo(groups, 11, 2).map(({ number }) => number)).toEqual([2, 3])
  expect(groups[0]?.compounds).toEqual([11])
})

/*   ·  ·
 *     ·      hull ⊇ all three, also of one alone */
test('片区的范围包住每个小区，只有一个也看得见', () => {
  const { located } = of(yard(1), yard(2), yard(3))
  const ring = hullOf(located)?.coordinates[0]?.[0] ?? []
  expect(Math.min(...ring.map(([lon]) => lon!))).toBeLessThan(112.001)
  expect(Math.max(...ring.map(([lon]) => lon!))).toBeGreaterThan(112.003)
  expect(hullOf(located.slice(0, 1))?.coordinates[0]?.[0]?.length).toBe(5)
  expect(hullOf([])).toBeNull()
})

test('大范围分成服务器一次给得出的小块，拼起来不漏；一个点也有一块', () => {
  const windows = windowsOf([112, 34, 112.05, 34.01])
  expect(windows).toHaveLength(3)
  for (const [west, south, east, north] of windows) {
    expect(east! - west!).toBeGreaterThan(0)
    expect(Math.max(east! - west!, north! - south!)).toBeLessThanOrEqual(0.0201)
  }
  expect(windows[0]![0]).toBeCloseTo(111.998)
  expect(windows[2]![2]).toBeCloseTo(112.052)
  expect(windows[0]![2]).toBeCloseTo(windows[1]![0]!)
  expect(windowsOf([112, 34, 112, 34])).toHaveLength(1)
})

test('相邻的片区颜色不同', () => {
  for (let n = 1; n < 20; n++) expect(colourOf(n)).not.toBe(colourOf(n + 1))
})
