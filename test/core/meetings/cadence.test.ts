import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isWorkingDay } from '#core/calendar/working-days.ts'
import { bringsMeeting, meetingDays, meetingMonths } from '#core/meetings/cadence.ts'
import type { CalendarDocument } from '#core/plan/calendar-document.ts'
import { planFile } from '../../helpers/plans.ts'

const calendar = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../data/calendars/cn.json'), 'utf8'),
) as CalendarDocument
const county = planFile('xx-county-2024')

describe('推进会的节奏', () => {
  test('只在写了它的阶段里每月一次：四月到十月', () => {
    expect(meetingMonths(county, 'monthly')).toEqual([
      '2024-04',
      '2024-05',
      '2024-06',
      '2024-07',
      '2024-08',
      '2024-09',
      '2024-10',
    ])
  })

  test('方案期外、阶段外、方案没有的会都不召开', () => {
    for (const month of ['2024-03', '2024-11', '2023-10', '2030-01'])
      expect(meetingDays(county, 'monthly', month, calendar)).toBeNull()
    expect(bringsMeeting(county, 'weekly', '2024-10')).toBe(false)
  })

  test('十月二十日是星期日，会提前到十八日星期五，截数在前两个工作日', () => {
    expect(meetingDays(county, 'monthly', '2024-10', calendar)).toEqual({ held_on: '2024-10-18', as_of: '2024-10-16' })
  })

  test('没有阶段写到的会在整个方案期内；每季度一次的在季末月', () => {
    expect(meetingMonths(planFile('xx-town'), 'council')).toEqual(['2024-03', '2024-06', '2024-09', '2024-12'])
    expect(meetingMonths(planFile('mengjin-2019'), 'group_meeting')).toHaveLength(36)
  })

  test('阶段从月中开始，会不早于阶段的第一天', () => {
    const late = planFile('xx-district-2024')
    late.meetings[0]!.held_on = { printed: null, adopted: 3 }
    expect(meetingDays(late, 'joint', '2024-07', calendar)).toMatchObject({ held_on: '2024-07-16' })
  })

  test('没写日子、没写提前量，就在最后一个工作日开，当天截数', () => {
    const silent = planFile('xx-county-2024')
    silent.meetings = [{ id: 'monthly', zh: '会', every: { per: 'month' }, source: '四' }]
    expect(meetingDays(silent, 'monthly', '2024-08', calendar)).toEqual({ held_on: '2024-08-30', as_of: '2024-08-30' })
  })

  test.each([
    ['2024-10-01', false],
    ['2024-10-12', true],
    ['2024-10-13', false],
    ['2024-10-14', true],
    ['2019-10-05', false],
  ])('%s 上班：%s；没有列出的年份只看星期', (day, works) => {
    expect(isWorkingDay(calendar, day)).toBe(works)
  })

  test.each(['xx-county-2024', 'mengjin-2019', 'xx-town', 'sishui-2019', 'xx-district-2024'])(
    '%s 的每次会都在工作日，截数不晚于会期',
    id => {
      const document = planFile(id)
      for (const { id: kind } of document.meetings)
        for (const month of meetingMonths(document, kind)) {
          const days = meetingDays(document, kind, month, calendar)!
          expect(days.held_on.slice(0, 7)).toBe(month)
          expect(isWorkingDay(calendar, days.held_on)).toBe(true)
          expect(days.as_of <= days.held_on).toBe(true)
        }
    },
  )
})
