import { expect, test } from 'vitest'
import { classify } from '#core/plan/classify.ts'
import { readPlan } from './read-plan.ts'

const county = readPlan('xx-county-2024')
const mengjin = readPlan('mengjin-2019')

test.each([
  ['单栋楼院归流动物业，单位家属院也不例外', { buildings: '1', unit_yard: 'true', condition: 'good' }, ['floating'], 0],
  ['条件较好的单位家属院须引专业物业', { buildings: '4', unit_yard: 'true', condition: 'good' }, ['professional'], 1],
  [
    '条件一般的单位家属院先引专业物业，再由单位管理',
    { buildings: '4', unit_yard: 'true', condition: 'fair' },
    ['professional', 'work_unit'],
    2,
  ],
  [
    '条件一般的非单位小区可以自治',
    { buildings: '4', unit_yard: 'false', condition: 'fair' },
    ['professional', 'work_unit', 'self_governed'],
    3,
  ],
  ['条件较好而不属单位的小区没有条款，待定', { buildings: '4', unit_yard: 'false', condition: 'good' }, [], null],
])('%s', (_, facts, modes, rule) => {
  expect(classify(county, facts)).toEqual({ modes, rule, missing: [] })
})

test('前面的条款还定不了时，不越过它去用后面的条款', () => {
  expect(classify(county, { buildings: null, unit_yard: 'true', condition: 'fair' })).toEqual({
    modes: [],
    rule: null,
    missing: ['buildings'],
  })
  expect(classify(county, {}).missing).toEqual(['buildings'])
})

test('镇认定优先于条款；认定为未落实等于没有认定', () => {
  const facts = { buildings: '1', decided_mode: 'work_unit' }
  expect(classify(county, facts)).toEqual({ modes: ['work_unit'], rule: null, missing: [] })
  expect(classify(county, { ...facts, decided_mode: 'none' }).modes).toEqual(['floating'])
})

test('孟津按四类小区分别对应', () => {
  const modesOf = (kind: string) => classify(mengjin, { class: kind }).modes
  expect(modesOf('new')).toEqual(['professional'])
  expect(modesOf('unit_yard')).toEqual(['professional', 'work_unit'])
  expect(modesOf('ownerless')).toEqual(['package', 'entrusted'])
})

test('没有分类规则的方案不作判断', () => {
  expect(classify(readPlan('xx-town'), { buildings: '1' })).toEqual({ modes: [], rule: null, missing: [] })
})
