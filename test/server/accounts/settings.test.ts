import { afterAll, beforeAll, expect, test } from 'vitest'
import { ACCOUNT_SETTINGS } from '../../../server/accounts/settings.ts'
import { readConfig } from '../../../server/config.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { expectProblem } from '../api/stage.ts'
import { Browser, type Office, openOffice } from './client.ts'

test('with nothing set, accounts are as the baseline asks: both level-three settings off', () => {
  const { accounts, trust_proxy } = readConfig({})
  expect(accounts).toEqual({ ...ACCOUNT_SETTINGS, demo: true })
  expect(trust_proxy).toEqual([])
})

test('each setting is read', () => {
  const config = readConfig({
    DEMO: 'only',
    TOTP: 'all',
    SEPARATE_ADMINISTRATORS: 'on',
    PASSWORD_DAYS: '0',
    TRUST_PROXY: '10.0.0.1, 192.168.0.0/16',
    TLS: 'on',
    RATE_PER_MINUTE: '0',
  })
  expect(config).toMatchObject({
    demo: true,
    demo_only: true,
    trust_proxy: ['10.0.0.1', '192.168.0.0/16'],
    rate_per_minute: 0,
  })
  expect(config.accounts).toMatchObject({
    totp: 'all',
    separate_administrators: true,
    tls: true,
    password: { days: 0 },
  })
})

test('every fault is named at once', () => {
  const wrong = { TOTP: 'maybe', PASSWORD_LENGTH: '4', IDLE_MINUTES: 'x', TRUST_PROXY: 'everybody', DEMO: 'perhaps' }
  for (const name of Object.keys(wrong)) expect(() => readConfig(wrong)).toThrow(name)
})

eachOwnEngine('an address that asks too much', connection => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice(connection(), {}, { rate_per_minute: 5, trust_proxy: ['10.9.9.9'] })
  })
  afterAll(() => office.close())

  test('waits, with a sentence; another does not, and a forged header makes no other of it', async () => {
    const greedy = new Browser(office, '10.8.0.1')
    for (let i = 0; i < 5; i++) expect((await greedy.get('/plans')).statusCode).toBe(200)
    expectProblem(await greedy.get('/plans'), 429, 'too_many')
    expect((await greedy.get('/plans', { 'x-forwarded-for': '10.8.0.3' })).statusCode).toBe(429)
    expect((await new Browser(office, '10.8.0.2').get('/plans')).statusCode).toBe(200)
    expect((await new Browser(office, '10.9.9.9').get('/plans', { 'x-forwarded-for': '10.8.0.4' })).statusCode).toBe(
      200,
    )
  })

  test('tiles are not counted', async () => {
    const wall = new Browser(office, '10.8.0.5')
    for (let i = 0; i < 10; i++) expect((await wall.get('/tiles/nowhere/0/0/0/0.mvt')).statusCode).toBe(404)
  })
})
