import { expect, test } from 'vitest'
import { forecast } from '#core/coverage/forecast.ts'

test('四周新增 26 个，每周 6.5 个，还差 17 个：19 天后完成', () => {
  expect(forecast('2024-10-18', { covered: 167, covered_before: 141, short: 17, days_left: 13 })).toEqual({
    pace_per_week: 6.5,
    needed_per_week: (17 * 7) / 13,
    reaches_on: '2024-11-06',
  })
})

test('四周没有净增，按当前进度完不成', () => {
  expect(forecast('2024-10-18', { covered: 100, covered_before: 103, short: 17, days_left: 13 }).reaches_on).toBeNull()
})

test('已经够了，就是今天；已经到期，不再谈每周需要多少', () => {
  expect(forecast('2024-10-31', { covered: 190, covered_before: 190, short: 0, days_left: 0 })).toEqual({
    pace_per_week: 0,
    needed_per_week: null,
    reaches_on: '2024-10-31',
  })
})

test('慢到几万天以后的，不编一个日子出来', () => {
  const floor_area = { covered: 900_001, covered_before: 900_000, days_left: 13 }
  expect(forecast('2024-10-18', { ...floor_area, short: 4_000_000 }).reaches_on).toBeNull()
  expect(forecast('2024-10-18', { ...floor_area, short: 200_000 }).reaches_on).toBeNull()
  expect(forecast('2024-10-18', { ...floor_area, short: 100 }).reaches_on).toBe('2032-06-18')
})
