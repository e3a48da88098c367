import { expect, test } from 'vitest'
import { choiceBands, OTHER_LENSES, readOtherLens } from '#core/lenses/lens.ts'
import { indicatorOf } from '#core/plan/meets.ts'
import { tonesOf } from '../../../web/wall/tones.ts'
import { planFile } from '../../helpers/plans.ts'

test('一类里有两种模式的，按方案所列先后各用一个色阶；别的类不受影响', () => {
  const plan = planFile('mengjin-2019')
  expect([...tonesOf(choiceBands(plan, indicatorOf(plan, 'management')!))]).toEqual([
    ['professional', 'professional'],
    ['work_unit', 'work_unit'],
    ['self_governed', 'self_governed'],
    ['package', 'professional_2'],
    ['entrusted', 'entrusted'],
    ['none', 'none'],
  ])
})

test('一类里有四种模式的，第四种与第三种同色', () => {
  const modes = ['a', 'b', 'c', 'd'].map((id, rank) => ({ id, family: 'floating' as const, rank, ranks: 4 }))
  expect([...tonesOf(modes).values()]).toEqual(['floating', 'floating_2', 'floating_3', 'floating_3'])
})

test('明说没有达到的是空心，与未上报的不同色', () => {
  const plan = planFile('xx-county-2024')
  const tones = tonesOf(choiceBands(plan, indicatorOf(plan, 'standard_met')!))
  expect(tones.get('true')).toBe('met')
  expect(tones.get('false')).toBe('none')
})

test('每个专题里各档颜色互不相同', () => {
  const facts = { compounds: [], statuses: new Map(), day: '2024-10-18' }
  for (const lens of OTHER_LENSES) {
    const tones = [...tonesOf(readOtherLens(planFile('xx-county-2024'), lens, facts).bands).values()]
    expect(new Set(tones).size, lens).toBe(tones.length)
  }
})
