import { expect, test } from 'vitest'
import { beginParts } from '../../../web/roster/parts.ts'

test('新的部分由原编号和原名称起名；已经改过的留着', () => {
  const whole = { code: 'C002', name: '长乐小区' }
  const two = beginParts(whole, [], 2)
  expect(two.map(({ code, name }) => [code, name])).toEqual([
    ['C002-1', '长乐小区甲院'],
    ['C002-2', '长乐小区乙院'],
  ])
  const renamed = [{ ...two[0]!, name: '长乐东院' }, two[1]!]
  expect(beginParts(whole, renamed, 3).map(({ name }) => name)).toEqual(['长乐东院', '长乐小区乙院', '长乐小区丙院'])
})
