import { expect, test } from 'vitest'
import { baseIndicators, choicesOf, indicatorOf, meets } from '#core/plan/meets.ts'
import type { Indicator, PlanDocument } from '#core/plan/plan-document.ts'
import { readPlan } from './read-plan.ts'

const county = readPlan('xx-county-2024')
const mengjin = readPlan('mengjin-2019')
const town = readPlan('xx-town')
const district = readPlan('xx-district-2024')

test('落实了任何一种模式都算覆盖，撤场（none）和未填报不算', () => {
  for (const { id } of county.modes) expect(meets(county, 'coverage', { management: id })).toBe(true)
  for (const management of ['none', null, '', 'robots']) expect(meets(county, 'coverage', { management })).toBe(false)
  expect(meets(county, 'coverage', {})).toBe(false)
})

test('85 分达标，84.9 分不达标', () => {
  expect(meets(county, 'standard_met', { score: '85' })).toBe(true)
  expect(meets(county, 'standard_met', { score: '84.9' })).toBe(false)
  expect(meets(county, 'standard_met', { score: null })).toBe(false)
})

test('拆分的小区，每一部分都落实才算覆盖', () => {
  expect(meets(county, 'coverage', { management: 'professional|self_governed' })).toBe(true)
  expect(meets(county, 'coverage', { management: 'professional|none' })).toBe(false)
  expect(meets(county, 'coverage', { management: 'professional|' })).toBe(false)
  expect(meets(county, 'coverage', { management: '|' })).toBe(false)
})

test('拆分后各部分按同一次序对应：甲有党组织无业主组织，乙相反，都不算三个全覆盖', () => {
  const values = { party_led: 'true|false', owners_organised: 'false|true', management: 'professional|professional' }
  expect(meets(district, 'three_coverages', values)).toBe(false)
  const joined = { party_led: 'true', owners_organised: 'true|true', management: 'professional|service_center' }
  expect(meets(district, 'three_coverages', joined)).toBe(true)
})

test('三个全覆盖要三项都有', () => {
  const all = { party_led: 'true', owners_organised: 'true', management: 'service_center' }
  expect(meets(district, 'three_coverages', all)).toBe(true)
  for (const missing of Object.keys(all))
    expect(meets(district, 'three_coverages', { ...all, [missing]: null })).toBe(false)
})

test('四有缺一不可', () => {
  const four = { order: 'true', cleaning: 'true', greening: 'true', repair: 'true' }
  expect(meets(mengjin, 'four_haves', four)).toBe(true)
  expect(meets(mengjin, 'four_haves', { ...four, repair: 'false' })).toBe(false)
})

test('没有及格线的得分，报了就算；未结案卷要为零', () => {
  expect(meets(town, 'score', { score: '61.5' })).toBe(true)
  expect(meets(town, 'score', { score: null })).toBe(false)
  expect(meets(town, 'open_cases', { open_cases: '0' })).toBe(true)
  expect(meets(town, 'open_cases', { open_cases: '1' })).toBe(false)
})

test('任一即可的指标，拆分后每一部分都要有一项', () => {
  const either: Indicator = {
    id: 'either',
    zh: '任一',
    on: 'compound',
    type: 'boolean',
    derived: { any_of: ['order', 'cleaning'] },
    source: '测',
  }
  const plan: PlanDocument = { ...mengjin, indicators: [...mengjin.indicators, either] }
  expect(meets(plan, 'either', { order: 'true|false', cleaning: 'false|true' })).toBe(true)
  expect(meets(plan, 'either', { order: 'true|false', cleaning: 'true|false' })).toBe(false)
})

test('比例按整数比：三成是 69/229，68 不够；总数为零不算', () => {
  const number = { on: 'compound', type: 'number', source: '测' } as const
  const plan: PlanDocument = {
    ...county,
    indicators: [
      { ...number, id: 'part', zh: '部分' },
      { ...number, id: 'whole', zh: '总数' },
      {
        ...number,
        id: 'share',
        zh: '占比',
        derived: { ratio: { part: 'part', whole: 'whole', at_least_percent: 30 } },
      },
    ],
  }
  expect(meets(plan, 'share', { part: '69', whole: '229' })).toBe(true)
  expect(meets(plan, 'share', { part: '68', whole: '229' })).toBe(false)
  expect(meets(plan, 'share', { part: '0', whole: '0' })).toBe(false)
})

test('派生指标归到存储的指标，不重复', () => {
  expect(baseIndicators(county, 'coverage')).toEqual(['management'])
  expect(baseIndicators(district, 'three_coverages')).toEqual(['party_led', 'owners_organised', 'management'])
  expect(baseIndicators(county, 'management')).toEqual(['management'])
  expect(baseIndicators(county, 'households')).toEqual(['households'])
})

test('模式的取值是各模式加“未落实”，带颜色所属的类别', () => {
  const choices = choicesOf(county, indicatorOf(county, 'management')!)
  expect(choices.map(({ id }) => id)).toEqual(['professional', 'work_unit', 'self_governed', 'floating', 'none'])
  expect(choices.map(({ family }) => family)).toEqual([
    'professional',
    'work_unit',
    'self_governed',
    'floating',
    undefined,
  ])
  expect(choices.at(-1)!.zh).toBe('未落实物业管理')
  expect(choicesOf(county, indicatorOf(county, 'accepted')!).map(({ id }) => id)).toEqual(['true', 'false'])
  expect(choicesOf(county, indicatorOf(county, 'score')!)).toEqual([])
})
