import { expect, test } from 'vitest'
import { targetsOf } from '#core/coverage/curve.ts'
import { planFile } from '../../helpers/plans.ts'

const plan = planFile('mengjin-2019')
const named = (
  indicator: string,
  counted_by: 'count' | 'floor_area' | 'households' = 'count',
  scope: number | null = null,
) => targetsOf(plan, { indicator, counted_by, scope }).map(({ id }) => id)

test('只对某几类小区提的目标，不拿全部小区去比', () => {
  expect(plan.targets.filter(({ filter }) => filter).map(({ id }) => id)).toContain('four_haves')
  expect(named('four_haves')).toEqual([])
  expect(named('professional_in')).toEqual([])
  expect(named('coverage')).toEqual(['full'])
})

test('按个数提的目标，只与全县的个数比，不与平方米、户数比，也不与一个社区比', () => {
  expect(named('city_model')).toEqual(['city_model'])
  expect(named('city_model', 'floor_area')).toEqual([])
  expect(named('city_model', 'count', 7)).toEqual([])
  expect(named('coverage', 'households', 7)).toEqual(['full'])
})
