import { expect, test } from 'vitest'
import { dueTyped } from '../../../web/cases/due-typed.ts'
import { findOwners, ownersOf } from '../../../web/cases/owners.ts'

const division = (id: number, name: string) => ({ id, name, code: name, level: 'town', parent: null, bbox: null })
const OWNERS = ownersOf(
  [division(1, '城关镇'), division(2, '城郊社区'), division(3, '东关社区')],
  [{ id: 9, code: 'cg', name: '县城市管理局' }],
)

test('who is found by pinyin initials, by characters, names that begin with them first', () => {
  const names = (typed: string) => findOwners(OWNERS, typed, 3).map(({ name }) => name)
  expect(names('cg')).toEqual(['城关镇'])
  expect(names('c')[0]).toBe('城关镇')
  expect(names('csgl')).toEqual(['县城市管理局'])
  expect(names('社区')).toEqual(['城郊社区', '东关社区'])
  expect(names('xyz')).toEqual([])
  expect(names('')).toHaveLength(3)
})

test.each([
  ['7', '2024-10-25'],
  ['0', '2024-10-18'],
  ['10-31', '2024-10-31'],
  ['10.31', '2024-10-31'],
  ['1031', '2024-10-31'],
  ['10月31日', '2024-10-31'],
  ['1-5', '2025-01-05'],
  ['2024-12-01', '2024-12-01'],
  ['02-30', null],
  ['1332', null],
  ['999', null],
  ['下周', null],
  ['', null],
])('%j on 18 October means %s', (typed, day) => expect(dueTyped(typed, '2024-10-18')).toBe(day))
