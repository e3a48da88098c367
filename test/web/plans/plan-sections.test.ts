import { expect, test } from 'vitest'
import { readPlans } from '../../../server/plans/read-plans.ts'
import { tellPlan } from './tell-plan.ts'

const plans = readPlans('/nowhere')

test.each(plans.map(plan => [plan.id, plan] as const))('%s is told whole, in both languages', async (_, plan) => {
  for (const locale of ['zh-CN', 'en']) {
    const { sections, missing } = await tellPlan(plan, locale)
    expect(missing).toEqual([])
    const rows = (id: string) => sections.find(section => section.id === id)?.rows.length ?? 0
    expect(rows('targets')).toBe(plan.targets.length)
    expect(rows('measures')).toBe(plan.measures.length)
    expect(rows('cases')).toBe(plan.cases.length)
    expect(rows('modes')).toBe(plan.modes.length)
    for (const section of sections)
      for (const row of section.rows) {
        expect(row.cells.length, `${section.id} ${row.id}`).toBe(section.columns.length)
        expect(row.cells.flat().join(''), `${section.id} ${row.id}`).not.toMatch(/undefined|\[object/)
      }
  }
})

test('a value the document leaves open shows both what is printed and why what is used was chosen', async () => {
  const plan = plans.find(({ id }) => id === 'xx-county-2024')
  if (!plan) throw new Error('no plan')
  const { sections } = await tellPlan(plan, 'zh-CN')
  const roster = sections.find(({ id }) => id === 'rosters')?.rows[0]
  expect(roster?.printed?.[0]?.printed).toContain('城区229个无主管小区')
  expect(roster?.printed?.[0]?.why).toBeTruthy()
})

const told = async (id: string) => {
  const plan = plans.find(each => each.id === id)
  if (!plan) throw new Error('no plan')
  const { sections } = await tellPlan(plan)
  const section = (name: string) => sections.find(each => each.id === name)
  const row = (name: string, of: string) =>
    section(name)
      ?.rows.find(each => each.id === of)
      ?.cells.flat() ?? []
  return { section, row }
}

test('the ranking is said as the document has it: whom, by what first and next, on which figures', async () => {
  const county = (await told('xx-county-2024')).section('ranking')
  expect(county?.words).toBe(
    '社区、镇（街道）、责任单位各自排名：按完成率排名；相同的再比当月新增；仍相同的并列，其后名次顺延；没有底数的不排名；' +
      '上期已落实、本期又未落实的，作为回退点名；用核定数；责任单位单独排名，是否公布由签发人决定。',
  )
  expect(county?.printed?.[1]).toMatchObject({ printed: '每月排名通报', adopted: '完成率，再比当月新增' })
})

test('of whom a target speaks, how often a meeting is held, what bounds a consequence', async () => {
  expect((await told('mengjin-2019')).row('targets', 'four_haves')).toContain('范围：小区类别 老旧小区、无主管小区')
  expect((await told('xx-county-2024')).row('meetings', 'monthly')).toContain('每月 1 次')
  expect((await told('sishui-2019')).row('consequences', 'exit_rank')).toContain('连续 3 年、末 3 名')
  expect((await told('xx-town')).row('consequences', 'first')).toContain('3,000 元 · 2 名')
})
