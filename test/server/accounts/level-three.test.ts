import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TotpSecret } from '#core/api/session.ts'
import { totpCode, totpStep } from '../../../server/accounts/totp.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { Browser, type Office, openOffice, outcome, PASSWORD, tokenIn } from './client.ts'
import { addPeople, type County, openCounty } from './county.ts'
import { givePasswords, openByFirstLink } from './people.ts'

const OTHER = 'Hexi#2025-bb'
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
/** What an authenticator on a phone shows, so many half minutes from now. */
const phone = (secret: string, steps = 0): string => {
  const bits = [...secret].map(letter => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
  return totpCode(key, Math.floor(Date.now() / 30_000) + steps)
}

describe('RFC 6238', () => {
  test.each([
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ])('at second %d the code is %s', (seconds, code) => {
    expect(totpCode(Buffer.from('12345678901234567890'), Math.floor(seconds / 30), 8)).toBe(code)
  })

  test('a code holds a half minute to either side, and once', () => {
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    expect(totpStep(secret, '287082', 59, 0)).toBe(1)
    expect(totpStep(secret, '287082', 89, 0)).toBe(1)
    expect(totpStep(secret, '287082', 90, 0)).toBeNull()
    expect(totpStep(secret, '287082', 59, 1)).toBeNull()
  })
})

eachOwnEngine('a code of the phone beside the password', connection => {
  let at: County
  let office: Office
  let secret: string
  beforeAll(async () => {
    at = await openCounty(connection(), null)
    office = await openOffice(connection(), { totp: 'administrators' })
    await openByFirstLink(connection(), office)
  })
  afterAll(() => office.close())

  test('where it is asked for, an administrator sets it up before anything else', async () => {
    const chief = new Browser(office)
    expect((await chief.signIn('chief')).json()).toMatchObject({ must: 'totp', may: [] })
    expect(outcome(await chief.get('/accounts'))).toBe('403 totp_due')
    expect(outcome(await chief.get(`/plans/${at.plan}`))).toBe('403 totp_due')
    secret = ((await chief.post('/session/totp')).json() as TotpSecret).secret
    expect(outcome(await chief.put('/session/totp', { code: '000000' }))).toBe('401 sign_in_failed')
    expect((await chief.put('/session/totp', { code: phone(secret, -1) })).json()).toMatchObject({ must: null })
    expect(outcome(await chief.get('/accounts'))).toBe('200 ok')
    expect(outcome(await chief.post('/session/totp'))).toBe('409 wrong_state')
  })

  test('the password alone then opens nothing, a used code neither, a fresh one does', async () => {
    expect(outcome(await new Browser(office).signIn('chief'))).toBe('401 code_needed')
    expect(outcome(await new Browser(office).signIn('chief', PASSWORD, phone(secret, -1)))).toBe('401 sign_in_failed')
    expect(outcome(await new Browser(office).signIn('chief', 'wrong', phone(secret)))).toBe('401 sign_in_failed')
    expect(outcome(await new Browser(office).signIn('chief', PASSWORD, phone(secret)))).toBe('201 ok')
    expect(outcome(await new Browser(office).signIn('chief', PASSWORD, phone(secret)))).toBe('401 sign_in_failed')
  })

  test('a code sent many times at once is taken once', async () => {
    const code = phone(secret, 1)
    const tries = Array.from({ length: 4 }, () => new Browser(office).signIn('chief', PASSWORD, code))
    expect((await Promise.all(tries)).map(outcome).sort()).toEqual(['201 ok', ...Array(3).fill('401 sign_in_failed')])
  })

  test('a reset takes the code of the phone away by its link alone, never from who has the old password', async () => {
    await connection().db.updateTable('account_secret').set({ totp_step: 0 }).where('account', '=', 'chief').execute()
    const chief = new Browser(office)
    await chief.signIn('chief', PASSWORD, phone(secret))
    const { path } = (await chief.post('/accounts/chief/reset')).json() as { path: string }
    expect(outcome(await new Browser(office).signIn('chief'))).toBe('401 code_needed')
    await new Browser(office).put('/session/links', { token: tokenIn(path), password: OTHER })
    const again = new Browser(office)
    expect((await again.signIn('chief', OTHER)).json()).toMatchObject({ must: 'totp', has_totp: false })
    secret = ((await again.post('/session/totp')).json() as TotpSecret).secret
    await again.put('/session/totp', { code: phone(secret, -1) })
    await again.put('/session/password', { password: OTHER, new_password: PASSWORD })
  })

  test('guessing codes locks, also with the right password sent alone in between', async () => {
    const outcomes = []
    for (let i = 0; i < 4; i++) {
      outcomes.push(outcome(await new Browser(office, '10.7.0.9').signIn('chief', PASSWORD, '000000')))
      outcomes.push(outcome(await new Browser(office, '10.7.0.9').signIn('chief')))
    }
    expect(outcomes).toContain('423 locked')
    expect(outcomes.at(-1)).toBe('423 locked')
  })

  test('whoever is no administrator signs in as before', async () => {
    await addPeople(connection(), at.plan, [{ id: 'reader', role: 'leader' }])
    await givePasswords(connection(), ['reader'])
    expect((await new Browser(office).signIn('reader')).json()).toMatchObject({ must: null })
  })
})

eachOwnEngine('three administrators', connection => {
  let at: County
  let office: Office
  const three: Record<string, Browser> = {}
  beforeAll(async () => {
    at = await openCounty(connection(), null)
    office = await openOffice(connection(), { separate_administrators: true })
    three.system = await openByFirstLink(connection(), office)
    for (const administers of ['security', 'audit']) {
      const { path } = (
        await three.system.post('/accounts', {
          id: administers,
          name: administers,
          role: 'administrator',
          administers,
          grants: [],
        })
      ).json() as { path: string }
      three[administers] = new Browser(office)
      await three[administers].put('/session/links', { token: tokenIn(path), password: PASSWORD })
    }
  })
  afterAll(() => office.close())

  const grants = () => [{ plan: at.plan, subject: at.east }]

  test('the first makes accounts that only read, the second gives them a role, the third reads what both did', async () => {
    const invite = (role: string, more: object = {}) =>
      three.system!.post('/accounts', { id: 'zhao', name: '赵', role, grants: [], ...more })
    expect(outcome(await invite('town', { grants: grants() }))).toBe('422 value_refused')
    expect(outcome(await invite('leader'))).toBe('201 ok')
    const place = (by: string) => three[by]!.put('/accounts/zhao/place', { role: 'town', grants: grants() })
    expect(outcome(await place('system'))).toBe('403 not_allowed')
    expect(outcome(await place('audit'))).toBe('403 not_allowed')
    expect(outcome(await place('security'))).toBe('204 ok')
    expect(outcome(await three.audit!.get('/audit'))).toBe('200 ok')
  })

  test('none does another’s part', async () => {
    expect(
      outcome(await three.security!.post('/accounts', { id: 'qian', name: '钱', role: 'leader', grants: [] })),
    ).toBe('403 not_allowed')
    expect(outcome(await three.security!.post('/accounts/zhao/reset'))).toBe('403 not_allowed')
    expect(outcome(await three.audit!.get('/accounts'))).toBe('403 not_allowed')
    for (const one of ['system', 'security']) expect(outcome(await three[one]!.get('/audit'))).toBe('403 not_allowed')
    expect(outcome(await three.security!.get('/accounts'))).toBe('200 ok')
  })

  test('the last who makes accounts does not become another of the three', async () => {
    const place = { role: 'administrator', administers: 'audit', grants: [] }
    expect(outcome(await three.security!.put('/accounts/chief/place', place))).toBe('409 wrong_state')
    expect(outcome(await three.system!.get('/accounts'))).toBe('200 ok')
  })

  test('nobody is two of them', async () => {
    const twice = { role: 'administrator', administers: ['security', 'audit'], grants: [] }
    expect(outcome(await three.security!.put('/accounts/zhao/place', twice))).toBe('400 bad_request')
    expect(outcome(await three.security!.put('/accounts/zhao/place', { role: 'administrator', grants: [] }))).toBe(
      '422 value_refused',
    )
  })
})
