import { expect, test } from 'vitest'
import { RequestFailed } from '../../../web/api/client.ts'
import { failureKey } from '../../../web/session/failure-text.ts'
import { homeOf, isOwnPath } from '../../../web/session/home.ts'

test.each(['/', '/desk/xx-county-2024?panel=ledger', '/report'])('登录以后可以接着去 %s', path => {
  expect(isOwnPath(path)).toBe(true)
})

test.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  'desk',
  '',
  null,
  ['/desk'],
  '/sign-in?next=/',
])('不去别处：%s', path => {
  expect(isOwnPath(path)).toBe(false)
})

const session = (role: 'administrator' | 'community' | 'unit' | 'leader' | 'display') => ({
  who: { id: 'a', name: '甲', role },
  may: [],
  grants: [],
  opened: true,
  demo: false,
})
test.each([
  ['administrator', { name: 'admin' }],
  ['community', '/report'],
  ['unit', '/report'],
  ['leader', { name: 'wall' }],
  ['display', { name: 'wall' }],
] as const)('%s 登录后到自己的页面', async (role, home) => {
  expect(await homeOf(session(role))).toEqual(home)
})

test('密码不合要求时说出是哪一条，其余按错误码说', () => {
  const problem = (code: string) => ({
    type: 'about:blank',
    title: '',
    status: 422,
    detail: '',
    code: 'password_refused',
    faults: [{ code, reason: '' }],
  })
  expect(failureKey(new RequestFailed('password_refused', '', problem('too_known')))).toBe(
    'accounts.password.too_known',
  )
  expect(failureKey(new RequestFailed('password_refused', '', problem('whatever')))).toBe('errors.password_refused')
  expect(failureKey(new RequestFailed('locked', ''))).toBe('errors.locked')
  expect(failureKey(new TypeError('x'))).toBe('errors.internal')
})
