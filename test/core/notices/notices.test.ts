import { describe, expect, test } from 'vitest'
import { noticeDay, noticeState } from '#core/notices/notice-state.ts'
import { periodsOf } from '#core/notices/periods.ts'
import { holdsNumber, namesIn } from '#core/notices/personal.ts'

const week = { from_on: '2024-10-09', to_on: '2024-10-15' }

describe('公示期', () => {
  test('10 月 9 日至 15 日公示 7 天，首日和末日都算', () => {
    expect(noticeDay(week, '2024-10-08')).toEqual({ n: 0, of: 7 })
    expect(noticeDay(week, '2024-10-09')).toEqual({ n: 1, of: 7 })
    expect(noticeDay(week, '2024-10-15')).toEqual({ n: 7, of: 7 })
    expect(noticeDay(week, '2024-10-30')).toEqual({ n: 7, of: 7 })
  })

  test('首日之前未开始，末日之后已结束，撤回的任何一天都是撤回', () => {
    expect(noticeState(week, '2024-10-08', false)).toBe('coming')
    expect(noticeState(week, '2024-10-09', false)).toBe('running')
    expect(noticeState(week, '2024-10-15', false)).toBe('running')
    expect(noticeState(week, '2024-10-16', false)).toBe('over')
    expect(noticeState(week, '2024-10-10', true)).toBe('withdrawn')
  })
})

describe('不能公开的内容', () => {
  test.each([
    '联系人 13800138000',
    '１３８００１３８０００',
    '138-0013-8000',
    '0379 6791 2345',
    '身份证 41032219700101001X',
  ])('“%s”里有号码', text => expect(holdsNumber(text)).toBe(true))

  test.each([
    '167 个，229 个',
    '2024 年 10 月 18 日',
    '建筑面积 1234567 平方米',
    '孟政办〔2019〕14 号',
    '第 20241018001 号',
  ])('“%s”里没有号码', text => expect(holdsNumber(text)).toBe(false))

  test('登记过的联系人，写全了姓名就指出来', () => {
    expect(namesIn('网格长张三丰负责东关片区', ['张三丰', '李四', '王'])).toEqual(['张三丰'])
  })
})

describe('公布的期次', () => {
  test('2019 年 6 月开始按季度公布：第一期从 6 月 1 日到月末，此后一季一期', () => {
    expect(periodsOf('quarter', '2019-06-01', '2020-02-20')).toEqual([
      { from_on: '2019-06-01', to_on: '2019-06-30' },
      { from_on: '2019-07-01', to_on: '2019-09-30' },
      { from_on: '2019-10-01', to_on: '2019-12-31' },
      { from_on: '2020-01-01', to_on: '2020-02-20' },
    ])
  })

  test('没写多久一次的，只有一期，就是方案的始末', () => {
    expect(periodsOf(undefined, '2024-03-11', '2024-12-31')).toEqual([{ from_on: '2024-03-11', to_on: '2024-12-31' }])
  })
})
