import { expect, test } from 'vitest'
import { addDays, dayOfMoment, daysBetween, eachDay, endOfDay, isDay, previousMonthEnd } from '#core/calendar/days.ts'

test('上月月末：三月看二月二十九，一月看上年十二月三十一', () => {
  expect(previousMonthEnd('2024-03-15')).toBe('2024-02-29')
  expect(previousMonthEnd('2024-01-01')).toBe('2023-12-31')
})

test('协调时 6 月 30 日 16:30，上海已是 7 月 1 日', () => {
  expect(dayOfMoment('2024-06-30T16:30:00.000Z')).toBe('2024-07-01')
  expect(endOfDay('2024-06-30')).toBe('2024-06-30T15:59:59.999Z')
})

test('2 月 30 日不是日子', () => {
  expect(['2024-02-29', '2024-02-30', '2023-02-29', '20240229'].map(isDay)).toEqual([true, false, false, false])
})

test('加减与相隔互为逆', () => {
  expect(daysBetween('2024-02-28', addDays('2024-02-28', 40))).toBe(40)
  expect(eachDay('2024-02-28', '2024-03-01')).toEqual(['2024-02-28', '2024-02-29', '2024-03-01'])
})
