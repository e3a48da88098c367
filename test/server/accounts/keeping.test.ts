import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Account } from '#core/api/accounts.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { asRole, refused } from '../db/as-role.ts'
import { Browser, type Office, openOffice, outcome, PASSWORD, tokenIn } from './client.ts'
import { addPeople, type County, openCounty } from './county.ts'
import { givePasswords, openByFirstLink } from './people.ts'

eachOwnEngine('keeping accounts', connection => {
  let at: County
  let demo: County
  let office: Office
  let chief: Browser
  beforeAll(async () => {
    at = await openCounty(connection(), null)
    demo = await openCounty(connection())
    office = await openOffice(connection(), { demo: true })
    await addPeople(connection(), demo.plan, [
      { id: 'demo-office', role: 'office', demo: true },
      { id: 'demo-town', role: 'town', demo: true, grants: [demo.east] },
      { id: 'demo-chief', role: 'administrator', demo: true },
    ])
    chief = await openByFirstLink(connection(), office)
  })
  afterAll(() => office.close())

  const east = () => [{ plan: at.plan, subject: at.east }]
  const invite = (id: string, more: object = {}) =>
    chief.post('/accounts', { id, name: `${id} 的姓名`, role: 'town', grants: east(), ...more })
  const join = async (path: string, browser = new Browser(office)) => {
    const answer = await browser.put('/session/links', { token: tokenIn(path), password: PASSWORD })
    return { browser, answer }
  }
  const listed = async (id: string) => ((await chief.get('/accounts')).json() as Account[]).find(each => each.id === id)

  test('who is invited chooses a password by a link that works once, and writes where they were placed', async () => {
    const { path } = (await invite('zhang')).json() as { path: string }
    expect(await listed('zhang')).toMatchObject({
      joined: false,
      enabled: true,
      role: 'town',
      grants: [{ subject: at.east }],
    })
    const about = await new Browser(office).post('/session/links', { token: tokenIn(path) })
    expect(about.json()).toMatchObject({ purpose: 'invite', account: 'zhang', name: 'zhang 的姓名' })
    const { browser, answer } = await join(path)
    expect(answer.json()).toMatchObject({ who: { id: 'zhang', role: 'town' }, grants: east() })
    expect(outcome((await join(path)).answer)).toBe('404 unknown_link')
    const report = (subject: number) =>
      browser.post(`/plans/${at.plan}/observations`, {
        subject,
        indicator: 'management',
        value: 'floating',
        effective_on: '2024-05-02',
      })
    expect(outcome(await report(at.compounds.e1))).toBe('201 ok')
    expect(outcome(await report(at.compounds.w1))).toBe('403 not_allowed')
    expect(await listed('zhang')).toMatchObject({ joined: true, seen_at: expect.any(String) })
  })

  test.each([
    ['a name that is taken', { id: 'chief' }, '409 account_taken'],
    ['a name that is none', { id: '张三' }, '400 bad_request'],
    ['a phone number', { id: '13800000000' }, '400 bad_request'],
    ['a town placed nowhere', { grants: [] }, '422 value_refused'],
    ['an office with a place', { role: 'office' }, '422 value_refused'],
    ['a unit that is a division', { role: 'unit' }, '422 value_refused'],
    ['a place of another plan', () => ({ grants: [{ plan: at.plan, subject: demo.east }] }), '422 value_refused'],
    ['the same place twice', () => ({ grants: [...east(), ...east()] }), '422 value_refused'],
    ['a compound for a place', () => ({ grants: [{ plan: at.plan, subject: at.compounds.e1 }] }), '422 value_refused'],
    ['a role that is none', { role: 'system' }, '400 bad_request'],
    [
      'one of three where there is one',
      { role: 'administrator', grants: [], administers: 'audit' },
      '422 value_refused',
    ],
    ['a password slipped in', { password: 'x' }, '400 unknown_field'],
  ])('%s is refused and nobody is made', async (_, more, expected) => {
    const before = ((await chief.get('/accounts')).json() as Account[]).length
    expect(outcome(await invite('li', typeof more === 'function' ? more() : more))).toBe(expected)
    expect(((await chief.get('/accounts')).json() as Account[]).length).toBe(before)
  })

  test('a reset unlocks by a link; the link before it, and a disabled account’s, hold no longer', async () => {
    const first = (await invite('wang')).json() as { path: string }
    const again = (await chief.post('/accounts/wang/reset')).json() as { path: string }
    expect(outcome((await join(first.path)).answer)).toBe('404 unknown_link')
    expect(outcome((await join(again.path)).answer)).toBe('201 ok')
    for (let i = 0; i < 5; i++) await new Browser(office).signIn('wang', 'wrong')
    expect(outcome(await new Browser(office).signIn('wang'))).toBe('423 locked')
    const reset = (await chief.post('/accounts/wang/reset')).json() as { path: string }
    expect(outcome(await new Browser(office).signIn('wang'))).toBe('201 ok')
    await chief.put('/accounts/wang/enabled', { enabled: false })
    expect(outcome((await join(reset.path)).answer)).toBe('404 unknown_link')
    expect(outcome(await new Browser(office).signIn('wang'))).toBe('401 sign_in_failed')
    expect(outcome(await chief.post('/accounts/wang/reset'))).toBe('409 wrong_state')
    await chief.put('/accounts/wang/enabled', { enabled: true })
    expect(outcome(await new Browser(office).signIn('wang'))).toBe('201 ok')
  })

  test('the last administrator who can sign in is neither disabled nor given another role', async () => {
    expect(outcome(await chief.put('/accounts/chief/enabled', { enabled: false }))).toBe('409 wrong_state')
    expect(outcome(await chief.put('/accounts/chief/place', { role: 'leader', grants: [] }))).toBe('409 wrong_state')
    expect(outcome(await chief.get('/accounts'))).toBe('200 ok')
  })

  test('an account nobody knows is 404', async () => {
    for (const path of ['/accounts/nobody/reset', '/accounts/local/reset', '/accounts/demo-office/reset'])
      expect(outcome(await chief.post(path))).toBe('404 unknown_account')
  })

  describe('a screen', () => {
    test('looks by its cookie or its token, does nothing else, and is blind once revoked', async () => {
      const { id, path, token } = (await chief.post('/devices', { name: '三楼会议室' })).json() as {
        id: number
        path: string
        token: string
      }
      expect(path).toContain(token)
      const screen = new Browser(office)
      expect((await screen.post('/session/display', { token })).json()).toMatchObject({
        who: { role: 'display' },
        may: ['look'],
      })
      const bearer = { authorization: `Bearer ${token}` }
      for (const path of ['', '/compounds', '/tiles.json']) {
        expect(outcome(await screen.get(`/plans/${at.plan}${path}`))).toBe('200 ok')
        expect(outcome(await new Browser(office).get(`/plans/${at.plan}${path}`, bearer))).toBe('200 ok')
      }
      expect(outcome(await screen.post(`/plans/${at.plan}/observations`, {}))).toBe('403 not_allowed')
      expect(outcome(await screen.get('/accounts'))).toBe('403 not_allowed')
      expect((await chief.get('/devices')).body).not.toContain(token)
      expect((await chief.delete(`/devices/${id}`)).statusCode).toBe(204)
      expect(outcome(await screen.get(`/plans/${at.plan}`))).toBe('401 not_signed_in')
      expect(outcome(await new Browser(office).get(`/plans/${at.plan}`, bearer))).toBe('401 not_signed_in')
      expect(outcome(await chief.delete(`/devices/${id}`))).toBe('404 not_found')
    })
  })

  describe('a demo account', () => {
    const as = async (role: string) => {
      const browser = new Browser(office)
      expect(outcome(await browser.post('/session/demo', { role }))).toBe('201 ok')
      return browser
    }
    const claim = (subject: number) => ({
      subject,
      indicator: 'management',
      value: 'floating',
      effective_on: '2024-05-02',
    })

    test('writes demo plans where its role does, and neither reads nor writes another', async () => {
      const clerk = await as('office')
      expect(outcome(await clerk.post(`/plans/${demo.plan}/observations`, claim(demo.compounds.w1)))).toBe('201 ok')
      expect(outcome(await clerk.post(`/plans/${at.plan}/observations`, claim(at.compounds.w1)))).toBe(
        '403 not_allowed',
      )
      for (const path of ['', '/ledger', '/tiles.json', '/events'])
        expect(outcome(await clerk.get(`/plans/${at.plan}${path}`))).toBe('403 not_allowed')
      expect(outcome(await clerk.get(`/tiles/${at.plan}/1/0/0/0.mvt`))).toBe('403 not_allowed')
      const plans = (await clerk.get('/plans')).json() as { id: string; demo: boolean }[]
      expect(plans.filter(plan => !plan.demo)).toEqual([])
      const town = await as('town')
      expect(outcome(await town.post(`/plans/${demo.plan}/observations`, claim(demo.compounds.e1)))).toBe('201 ok')
      expect(outcome(await town.post(`/plans/${demo.plan}/observations`, claim(demo.compounds.w1)))).toBe(
        '403 not_allowed',
      )
    })

    test('sees the demo’s accounts alone, and changes none', async () => {
      const browser = await as('administrator')
      const ids = ((await browser.get('/accounts')).json() as Account[]).map(({ id }) => id).sort()
      expect(ids).toEqual(['demo-chief', 'demo-office', 'demo-town'])
      const refusals = [
        browser.post('/accounts', { id: 'sun', name: '孙', role: 'leader', grants: [] }),
        browser.put('/accounts/demo-office/enabled', { enabled: false }),
        browser.put('/accounts/demo-office/place', { role: 'leader', grants: [] }),
        browser.post('/accounts/chief/reset'),
        browser.post('/devices', { name: '大屏' }),
        browser.put('/session/password', { password: 'x', new_password: PASSWORD }),
        browser.post('/session/totp'),
      ]
      expect((await Promise.all(refusals)).map(outcome)).toEqual(Array(refusals.length).fill('403 not_allowed'))
    })

    test('is told the places of demo plans alone', async () => {
      const browser = await as('administrator')
      expect(outcome(await browser.get(`/accounts/places?plan=${at.plan}`))).toBe('403 not_allowed')
      expect((await browser.get(`/accounts/places?plan=${demo.plan}`)).json()).toContainEqual(
        expect.objectContaining({ subject: demo.east }),
      )
      expect(outcome(await chief.get(`/accounts/places?plan=${at.plan}`))).toBe('200 ok')
    })

    test('is told nothing of another plan’s towns, areas and compounds by having a drawing judged', async () => {
      const clerk = await as('office')
      const judge = (more: object) =>
        clerk.post(`/plans/${demo.plan}/areas/check`, { kind: 'management_area', shape: null, picks: [], ...more })
      expect(outcome(await judge({ town: demo.east, picks: [demo.compounds.e1] }))).toBe('200 ok')
      const elsewhere = [
        { town: at.east },
        { community: at.communities.e1 },
        { area: at.compounds.e1 },
        { picks: [demo.compounds.e1, at.compounds.e1] },
      ]
      for (const more of elsewhere) expect(outcome(await judge(more))).toBe('404 unknown_subject')
    })

    test('is not needed to take a demo plan’s tables home', async () => {
      const stranger = new Browser(office)
      for (const kind of ['compounds', 'areas'])
        expect(outcome(await stranger.get(`/plans/${demo.plan}/exports/${kind}?format=csv`))).toBe('200 ok')
      expect(outcome(await stranger.get(`/plans/${at.plan}/exports/compounds?format=csv`))).toBe('401 not_signed_in')
    })

    test('is had in demo mode only, and by nobody’s password', async () => {
      const plain = await openOffice(connection())
      expect(outcome(await new Browser(plain).post('/session/demo', { role: 'office' }))).toBe('404 unknown_account')
      expect(outcome(await new Browser(office).post('/session/demo', { role: 'system' }))).toBe('400 bad_request')
      expect(outcome(await new Browser(office).signIn('demo-office', ''))).toBe('400 bad_request')
      expect(outcome(await new Browser(office).signIn('demo-office'))).toBe('401 sign_in_failed')
      await plain.close()
    })
  })

  test('around the pages: nobody but an administrator reaches accounts, secrets, links and screens in the database', async () => {
    await addPeople(connection(), at.plan, [{ id: 'sly', role: 'office' }])
    await givePasswords(connection(), ['sly'])
    const as = <T>(account: string, text: string) =>
      asRole(connection(), 'fullcover_app', account, async trx => (await sql<T>`${sql.raw(text)}`.execute(trx)).rows)
    for (const account of ['sly', 'demo-chief', '']) {
      await refused(as(account, "insert into account (id, name, role) values ('evil', 'x', 'administrator')"), '42501')
      await refused(as(account, `insert into account_grant values ('sly', '${at.plan}', ${at.county})`), '42501')
      await refused(
        as(account, "insert into account_link values ('x', 'first', null, now() + interval '1 day')"),
        '42501',
      )
      expect(await as(account, "update account set role = 'administrator' where id = 'sly' returning id")).toEqual([])
      expect(await as(account, "select account from account_secret where account <> 'sly'")).toEqual([])
      expect(await as(account, 'select hash from account_link')).toEqual([])
      expect(await as(account, 'select hash from display_device')).toEqual([])
    }
    await refused(as('sly', "insert into account_session (hash, account) values ('x', 'sly')"), '42501')
    await refused(as('chief', "update account set id = 'x' where id = 'sly'"), '42501')
  })
})
