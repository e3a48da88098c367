import Value from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { CalendarDocument } from '#core/plan/calendar-document.ts'
import { checkPlan } from '#core/plan/check-plan.ts'
import { LawDocument } from '#core/plan/law-document.ts'
import { indicatorOf } from '#core/plan/meets.ts'
import { adopted } from '#core/plan/printed.ts'
import { PLANS, readJson, readPlan } from './read-plan.ts'

/** Whether what is used stands in what is printed as it is: a day's month and day, a number's digits, the words. */
const standsIn = (printed: string, used: unknown) =>
  printed.includes(String(used).replace(/^\d{4}-0?(\d+)-0?(\d+)$/, '$1月$2日'))

describe.each(PLANS)('%s', id => {
  const plan = readPlan(id)

  test('方案文件没有错误，id 与文件名一致', () => {
    expect(checkPlan(readJson(`plans/${id}.json`))).toMatchObject({ ok: true })
    expect(plan.id).toBe(id)
  })

  test('墙面标题句的指标落在一个有底数的对象上，并有节点任务', () => {
    const headline = indicatorOf(plan, plan.headline.indicator)!
    expect(plan.rosters.some(roster => roster.subject === headline.on)).toBe(true)
    const asked = plan.targets.filter(target => target.indicator === headline.id && target.at_least)
    expect(asked.some(target => adopted(target.at_least!))).toBe(true)
  })

  test('采用值与文件不同或文件未写时，都说明为什么', () => {
    const silent = (node: unknown, path: string): string[] => {
      if (typeof node !== 'object' || node === null) return []
      const { printed, adopted: used, why } = node as Record<string, unknown>
      const here = used !== undefined && !why && !standsIn(String(printed), used) ? [path] : []
      return [...here, ...Object.entries(node).flatMap(([key, value]) => silent(value, `${path}/${key}`))]
    }
    expect(silent(plan, '')).toEqual([])
  })

  test('引用的法律都在 data/laws，日历都在 data/calendars', () => {
    for (const law of plan.document.law) expect(Value.Check(LawDocument, readJson(`laws/${law}.json`))).toBe(true)
    const calendar = plan.working_time && adopted(plan.working_time)?.calendar
    if (calendar) expect(Value.Check(CalendarDocument, readJson(`calendars/${calendar}.json`))).toBe(true)
  })
})

test('按小区计覆盖的三个方案都有派生的 coverage', () => {
  for (const id of ['xx-county-2024', 'mengjin-2019', 'xx-district-2024'] as const)
    expect(indicatorOf(readPlan(id), 'coverage')).toMatchObject({ on: 'compound', type: 'boolean' })
})

test('五个方案的标题指标各不相同地定义，单位也不同', () => {
  expect(PLANS.map(id => readPlan(id).headline.indicator)).toEqual([
    'coverage',
    'coverage',
    'score',
    'done',
    'three_coverages',
  ])
})
