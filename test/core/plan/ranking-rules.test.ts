import { expect, test } from 'vitest'
import { checkPlan } from '#core/plan/check-plan.ts'
import { ruleSentence } from '#core/ranking/rule-words.ts'
import { ranksUnits, unitsRanked } from '#core/ranking/rules.ts'
import { planFile } from '../../helpers/plans.ts'

const county = planFile('xx-county-2024')
const faultsOf = (change: Record<string, unknown>) => {
  const checked = checkPlan({ ...county, ranking: { ...county.ranking, ...change } })
  return checked.ok ? [] : checked.faults.map(({ path, reason }) => `${path} ${reason}`)
}

test('排名依据重复、一项没写、把覆盖率当得分，都指出来', () => {
  expect(faultsOf({ key: ['rate', 'rate'] })).toEqual(['/ranking/key/1 排名依据“rate”写了两次'])
  expect(faultsOf({ key: [] })).toEqual(['/ranking/key 至少要写一项排名依据'])
  expect(faultsOf({ key: ['points'] })).toEqual(['/ranking/key “coverage”不是得分，不能按得分排名'])
})

test('写了给责任单位排名、排名对象里却没有，或者相反，都指出来', () => {
  expect(faultsOf({ of: ['community'] })).toEqual(['/ranking/units 写明给责任单位排名，排名对象里却没有 organisation'])
  expect(faultsOf({ units: 'never' })).toEqual(['/ranking/units 排名对象里有责任单位，却写明不给责任单位排名'])
})

test('以前写法的排名照样能用：没写责任单位是否公布的，由签发人决定', () => {
  const { units: _, regressed: __, ...old } = county.ranking!
  const plan = {
    ...county,
    ranking: { ...old, key: ['rate' as const], ties: 'share' as const, nothing_due: 'unranked' as const },
  }
  expect(checkPlan(plan).ok).toBe(true)
  expect(unitsRanked(plan)).toBe('signer')
})

test('责任单位排不排名：方案写明的照方案，留给签发人的看会议怎么选，没有会议就不排', () => {
  const meeting = (ranks_units: boolean) => ({ document: { ranks_units } }) as never
  const asked = (plan: string) => [meeting(true), meeting(false), null].map(each => ranksUnits(planFile(plan), each))
  expect(asked('sishui-2019')).toEqual([true, true, true])
  expect(asked('mengjin-2019')).toEqual([false, false, false])
  expect(asked('xx-county-2024')).toEqual([true, false, false])
})

test('每个方案的排名办法都说得成一句话', () => {
  expect(ruleSentence(planFile('mengjin-2019'), 'community')).toBe(
    '按应完成任务的完成率排名；相同的再比完成率；相同的再比当月新增；有完成时限的以时限为准，没有的按最近一个节点任务的比例折算；' +
      '仍相同的并列，其后名次顺延；没有到期任务的不排名，其中全部落实的列为已完成；上期已落实、本期又未落实的，作为回退点名；用核定数。',
  )
  expect(ruleSentence(planFile('xx-town'), 'compound')).toBe(
    '按得分排名；仍相同的并列，其后名次顺延；没有得分的不排名；用核定数。',
  )
  expect(ruleSentence(county, 'organisation')).toContain('责任单位单独排名，是否公布由签发人决定')
})
