import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firstLink } from '../../../server/accounts/first-link.ts'
import { asOwner } from '../../../server/db/write.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { Browser, type Office, openOffice, outcome, PASSWORD, tokenIn } from './client.ts'
import { type County, openCounty } from './county.ts'

eachOwnEngine('the first administrator', connection => {
  let at: County
  let real: County
  let office: Office
  beforeAll(async () => {
    at = await openCounty(connection())
    real = await openCounty(connection(), null)
    office = await openOffice(connection())
  })
  afterAll(() => office.close())

  const me = { account: 'chief', name: '系统管理员', password: PASSWORD }
  const put = (token: string, more: object = {}) => new Browser(office).put('/session/links', { token, ...me, ...more })
  const link = async () => tokenIn((await firstLink(connection().db))!)

  test('before there is one, everything is read and nothing is written from elsewhere', async () => {
    const stranger = new Browser(office)
    expect(outcome(await stranger.get(`/plans/${real.plan}`))).toBe('200 ok')
    expect(outcome(await stranger.post(`/plans/${real.plan}/observations`, {}))).toBe('403 not_allowed')
    expect((await stranger.get('/session')).json()).toMatchObject({ who: null, opened: false })
  })

  test('a link that is invented, expired, or replaced by a newer one makes nobody', async () => {
    expect(outcome(await put('x'.repeat(43)))).toBe('404 unknown_link')
    const old = await link()
    const late = await link()
    expect(outcome(await put(old))).toBe('404 unknown_link')
    await asOwner(connection().db, trx =>
      trx
        .updateTable('account_link')
        .set({ expires_at: sql<string>`clock_timestamp() - interval '1 second'` })
        .execute(),
    )
    expect(outcome(await put(late))).toBe('404 unknown_link')
  })

  test('a poor password or a taken name leaves the link as it was', async () => {
    const token = await link()
    expect(outcome(await put(token, { password: 'Password123!' }))).toBe('422 password_refused')
    expect(outcome(await put(token, { account: 'local' }))).toBe('409 account_taken')
    expect(outcome(await put(token, { account: undefined }))).toBe('400 bad_request')
    expect((await new Browser(office).post('/session/links', { token })).json()).toMatchObject({ purpose: 'first' })
  })

  test('of ten who use it at once one is made, and signed in; then there is no further link and reading is closed', async () => {
    const token = await link()
    const browsers = Array.from({ length: 10 }, () => new Browser(office))
    const answers = await Promise.all(
      browsers.map((browser, i) => browser.put('/session/links', { token, ...me, account: `chief-${i}` })),
    )
    expect(answers.map(outcome).sort()).toEqual(['201 ok', ...Array(9).fill('404 unknown_link')])
    const chief = browsers[answers.findIndex(answer => answer.statusCode === 201)]!
    expect((await chief.get('/session')).json()).toMatchObject({ who: { role: 'administrator' }, opened: true })
    expect(await firstLink(connection().db)).toBeNull()

    const stranger = new Browser(office)
    for (const path of ['', '/compounds', '/ledger', '/progress', '/tiles.json', '/events', '/divisions'])
      expect(`${path} ${outcome(await stranger.get(`/plans/${real.plan}${path}`))}`).toBe(`${path} 401 not_signed_in`)
    expect(outcome(await stranger.get(`/tiles/${real.plan}/1/0/0/0.mvt`))).toBe('401 not_signed_in')
    expect(outcome(await stranger.get('/plans/no-such-plan'))).toBe('401 not_signed_in')
    expect(outcome(await stranger.get(`/plans/${at.plan}`))).toBe('200 ok')
    const listed = (await stranger.get('/plans')).json() as { id: string }[]
    expect(listed.map(({ id }) => id)).not.toContain(real.plan)
    expect(((await chief.get('/plans')).json() as { id: string }[]).map(({ id }) => id)).toContain(real.plan)
    expect(outcome(await chief.get(`/plans/${real.plan}`))).toBe('200 ok')
  })

  test('the machine itself is nobody then', async () => {
    const here = await office.app.inject({ method: 'POST', url: `/api/plans/${at.plan}/observations`, payload: {} })
    expect(here.statusCode).toBe(401)
  })
})
