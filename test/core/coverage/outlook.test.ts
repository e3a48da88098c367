import { expect, test } from 'vitest'
import { outlookOf } from '#core/coverage/outlook.ts'
import { smallCounty, yards } from '../ranking/small-county.ts'

const OCTOBER = { by: 'community', as_of: '2024-10-17' }

test('还有两周，差4个，近四周进了2个：每周需2个，现在0.5个，到不了；做得到的排在后面', () => {
  const book = smallCounty([
    ...yards('东关', 8, 2),
    { name: '甲院', in: '东关', managed: { '2024-10-09': 'professional' } },
    { name: '乙院', in: '东关', managed: { '2024-10-10': 'professional' } },
    ...yards('西关', 5, 4),
  ])
  const { target, rows } = outlookOf(book, OCTOBER)
  expect(target).toMatchObject({ by: '2024-10-31', percent: 80, days_left: 14 })
  expect(rows).toMatchObject([
    {
      name: '东关',
      covered: 4,
      total: 10,
      needed: 8,
      short: 4,
      pace_per_week: 0.5,
      needed_per_week: 2,
      verdict: 'will_miss',
    },
    { name: '西关', short: 0, verdict: 'met' },
  ])
  expect(rows[0]!.reaches_on).toBe('2024-12-12')
})

test('四周里退了的比进的多，按此进度到不了哪一天', () => {
  const book = smallCounty([
    { name: '甲院', in: '东关', managed: { '2024-05-01': 'professional', '2024-10-09': 'none' } },
    ...yards('东关', 4, 1),
  ])
  expect(outlookOf(book, OCTOBER).rows[0]).toMatchObject({
    pace_per_week: -0.25,
    reaches_on: null,
    verdict: 'will_miss',
  })
})

test('节点任务都过了，没有可预测的', () => {
  expect(outlookOf(smallCounty(yards('东关', 4, 1)), { ...OCTOBER, as_of: '2025-01-08' })).toEqual({
    target: null,
    rows: [],
  })
})
