import { expect, test } from 'vitest'
import { passwordFault } from '#core/accounts/password-rules.ts'
import { permissionsOf, ROLES } from '#core/accounts/permissions.ts'

const RULES = { length: 10, classes: 3 }
const fault = (password: string, account = 'zhangsan') => passwordFault(password, account, RULES)

test.each(['Hedong#2024-a', 'correct Horse 7', '我家门前2棵枣Shu', 'aB3-aC4-dE5'])('“%s”可以用', password => {
  expect(fault(password)).toBeNull()
})

test.each([
  ['Ab3#5678', 'too_short'],
  ['1234567890', 'too_plain'],
  ['onlylowercase', 'too_plain'],
  ['onlylower12345', 'too_plain'],
  ['Password1234', 'too_known'],
  ['P@ssw0rd1234', 'too_known'],
  ['Qwertyuiop12', 'too_known'],
  ['Abcdefgh-123', 'too_known'],
  ['X-12345678-x', 'too_known'],
  ['Aa1Aa1Aa1Aa1', 'too_known'],
  ['Zhangsan-8842', 'own_name'],
])('“%s”不能用：%s', (password, why) => {
  expect(fault(password)).toBe(why)
})

test('长度按字数算，一个汉字是一个字符', () => {
  expect(fault('中文密码一二三A1')).toBe('too_short')
  expect(fault('中文密码一二三四A1')).toBeNull()
})

test('三员分立时，三位管理员没有一项重叠的权限，合起来就是一位管理员的', () => {
  const parts = (['system', 'security', 'audit'] as const).map(one => permissionsOf('administrator', one))
  const keeping = parts.map(part => part.filter(each => !['look', 'people'].includes(each)))
  expect(keeping).toEqual([['accounts', 'operate'], ['grants'], ['audit']])
  expect(new Set(parts.flat())).toEqual(new Set(permissionsOf('administrator', null)))
})

test('只有管理员能管账号，管理员不能填报；人人都能看，系统除外', () => {
  for (const role of ROLES) {
    const may = permissionsOf(role, null)
    expect(may.includes('accounts'), role).toBe(role === 'administrator')
    if (role === 'administrator') expect(may).not.toContain('report')
    expect(may.includes('look'), role).toBe(role !== 'system')
  }
})
