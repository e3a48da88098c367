import { expect, test } from 'vitest'
import { checkPlan } from '#core/plan/check-plan.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { readPlan } from './read-plan.ts'

/** What is wrong with the county's plan after a change, as "path reason". */
const edited = (change: (plan: PlanDocument) => void) => {
  const plan = structuredClone(readPlan('xx-county-2024'))
  change(plan)
  const checked = checkPlan(plan)
  return checked.ok ? [] : checked.faults.map(({ path, reason }) => `${path} ${reason}`)
}

test('空文件列出每个缺少的字段，不抛错', () => {
  for (const json of [null, 1, 'x', []]) expect(checkPlan(json)).toMatchObject({ ok: false })
  const checked = checkPlan({})
  expect(checked.ok ? [] : checked.faults.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['/id', '/headline', '/targets', '/papers']),
  )
})

test('写法错误与引用错误一次报全，各有位置', () => {
  const faults = edited(plan => {
    plan.headline.indicator = 'nothing'
    plan.targets[0]!.roster = 'r999'
    plan.targets[1]!.scope = 'province'
    Object.assign(plan.targets[2]!.at_least!, { percent: 120 })
    Object.assign(plan, { colour: 'red' })
    plan.modes[1]!.id = 'professional'
    plan.phases[1]!.to.adopted = '2024-06-31'
  })
  expect(faults).toEqual([
    '/colour 不认识的字段',
    '/targets/2/at_least/percent 不得大于 100',
    '/phases/1/to/adopted 没有 2024-06-31 这一天',
    '/modes/1/id id“professional”在同一列表里用了两次',
    '/headline/indicator 没有 id 为“nothing”的指标',
    '/targets/0/roster 没有 id 为“r999”的底数',
    '/targets/1/scope 没有 id 为“province”的级别（或 whole）',
    '/classify/rules/2/then/1 没有 id 为“work_unit”的模式',
    '/classify/rules/3/then/1 没有 id 为“work_unit”的模式',
  ])
})

test('带两面的值写错时，指到里面那一处', () => {
  const faults = edited(plan => {
    Object.assign(plan.rosters[0]!.expected!, { adopted: 'many' })
    Object.assign(plan.consequences[1]!.amount!, { adopted: -5, rumour: '听说' })
    plan.targets[0]!.at_least = { printed: '三成', adopted: { percent: 130 }, why: '三成' }
  })
  expect(faults).toEqual([
    '/rosters/0/expected/adopted 写法不是这里允许的任何一种',
    '/targets/0/at_least/adopted/percent 不得大于 100',
    '/consequences/1/amount/rumour 不认识的字段',
    '/consequences/1/amount/adopted 不得小于 0',
  ])
})

test('派生指标绕圈、换对象、比较非数值都报', () => {
  const faults = edited(plan => {
    plan.indicators.push(
      { id: 'a', zh: '甲', on: 'compound', type: 'boolean', derived: { all_of: ['b'] }, source: '测' },
      { id: 'b', zh: '乙', on: 'compound', type: 'boolean', derived: { any_of: ['a', 'management'] }, source: '测' },
      { id: 'c', zh: '丙', on: 'building', type: 'boolean', derived: { all_of: ['management'] }, source: '测' },
      {
        id: 'd',
        zh: '丁',
        on: 'compound',
        type: 'boolean',
        derived: { at_least: { indicator: 'accepted', value: 1 } },
        source: '测',
      },
      { id: 'e', zh: '戊', on: 'compound', type: 'boolean', derived: { all_of: ['ghost'] }, source: '测' },
    )
  })
  const before = readPlan('xx-county-2024').indicators.length
  expect(faults.map(fault => fault.replace(/^\/indicators\/(\d+)/, (_, n) => `/${Number(n) - before}`))).toEqual([
    '/0/derived 绕回了自己：a → b → a',
    '/1/derived 绕回了自己：b → a → b',
    '/2/derived “management”的对象是 compound，与本指标的 building 不同',
    '/3/derived “accepted”不是数，不能比较大小',
    '/4/derived 没有 id 为“ghost”的指标',
  ])
})

test('阶段颠倒、重叠、超出方案日期都报', () => {
  const faults = edited(plan => {
    plan.phases[0]!.to.adopted = '2024-04-02'
    plan.phases[2]!.to.adopted = '2025-01-31'
    plan.targets[0]!.by!.adopted = '2024-02-01'
  })
  expect(faults).toEqual([
    '/phases/1/from 与上一阶段“标准制定及部署发动”重叠或次序颠倒',
    '/phases/2/to 2025-01-31 不在方案的 2024-03-11 至 2024-12-31 之内',
    '/targets/0/by 2024-02-01 不在方案的 2024-03-11 至 2024-12-31 之内',
  ])
})

test('分类规则用到不存在的事实、取值、模式时都报', () => {
  const faults = edited(plan => {
    const [first, second, third] = plan.classify!.rules
    first!.if = { floors: 1 }
    second!.if = { condition: 'splendid' }
    third!.then[0] = 'robots'
    plan.classify!.override = 'condition'
  })
  expect(faults).toEqual([
    '/classify/rules/0/if/floors 没有 id 为“floors”的指标或基本事实',
    '/classify/rules/1/if/condition 没有 id 为“splendid”的“condition”的取值',
    '/classify/rules/2/then/0 没有 id 为“robots”的模式',
    '/classify/override “condition”应是取值为模式的指标',
  ])
})

test('附件分值加不拢就报，差多少看得见', () => {
  const plan = structuredClone(readPlan('xx-town'))
  plan.rubrics[2]!.sections[0]!.points = 21
  expect(checkPlan(plan)).toEqual({
    ok: false,
    faults: [
      { path: '/rubrics/2/sections/0/points', reason: '写 21 分，各项合计 20 分' },
      { path: '/rubrics/2/full', reason: '满分写 100 分，各部分合计 101 分' },
    ],
  })
})

test('底数的对象与指标的对象不同、要求多于底数都报', () => {
  const plan = structuredClone(readPlan('sishui-2019'))
  plan.targets[0]!.roster = 'compounds'
  plan.targets[1]!.at_least = { count: 21 }
  const checked = checkPlan(plan)
  expect(checked.ok ? [] : checked.faults).toEqual([
    { path: '/targets/0/roster', reason: '底数的对象是 compound，指标的对象是 measure' },
    { path: '/targets/1/at_least', reason: '要求 21，多于底数 20' },
  ])
})
