import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TracePage, TraceRow, WriteDetail } from '#core/api/audit.ts'
import { recordWrite } from '../../../server/db/write.ts'
import { addShapes } from '../../../server/shapes/shapes.queries.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { Browser, type Office, openOffice, outcome, PASSWORD } from '../accounts/client.ts'
import { addPeople, type County, openCounty } from '../accounts/county.ts'
import { givePasswords, openByFirstLink } from '../accounts/people.ts'
import { asRole, refused } from '../db/as-role.ts'
import { square } from '../db/square.ts'

eachOwnEngine('every trace', connection => {
  let at: County
  let demo: County
  let office: Office
  let chief: Browser
  let clerk: Browser
  beforeAll(async () => {
    at = await openCounty(connection(), null)
    demo = await openCounty(connection())
    office = await openOffice(connection(), { demo: true })
    chief = await openByFirstLink(connection(), office)
    await addPeople(connection(), at.plan, [
      { id: 'clerk', role: 'town', grants: [at.east] },
      { id: 'checker', role: 'office' },
    ])
    await addPeople(connection(), at.plan, [{ id: 'demo-chief', role: 'administrator', demo: true }])
    await givePasswords(connection(), ['clerk', 'checker'])
    clerk = new Browser(office)
    await clerk.signIn('clerk')
  })
  afterAll(() => office.close())

  const list = async (query = '', browser = chief) => ((await browser.get(`/audit?${query}`)).json() as TracePage).rows
  const short = ({ account, action, object, code }: TraceRow) => ({ account, action, object, code })
  const report = (browser: Browser, subject: number, plan = at.plan, more: object = {}) =>
    browser.post(`/plans/${plan}/observations`, {
      subject,
      indicator: 'management',
      value: 'floating',
      effective_on: '2024-05-02',
      ...more,
    })

  test('a figure’s change: who, when, and from what to what', async () => {
    const first = (await report(clerk, at.compounds.e1)).json() as { id: number; seq: number }
    const next = (
      await report(clerk, at.compounds.e1, at.plan, { value: 'professional', replaces: first.id })
    ).json() as {
      seq: number
    }
    const [row] = await list('who=clerk&action=correct')
    expect(row).toMatchObject({
      account: 'clerk',
      account_name: 'clerk',
      role: 'town',
      plan: at.plan,
      seq: next.seq,
      code: 'ok',
    })
    const detail = (await chief.get(`/audit/writes/${at.plan}/${next.seq}`)).json() as WriteDetail
    expect(detail.observations).toEqual([
      {
        subject: at.compounds.e1,
        kind: 'compound',
        name: 'ce1',
        indicator: 'management',
        effective_on: '2024-05-02',
        before: 'floating',
        after: 'professional',
        before_name: null,
        after_name: null,
        before_on: '2024-05-02',
        before_organisation: null,
        after_organisation: null,
      },
    ])
  })

  test('a reference is told by the name of what it names', async () => {
    const answer = await report(clerk, at.compounds.e2, at.plan, {
      indicator: 'community',
      value: String(at.communities.e1),
    })
    const { seq } = answer.json() as { seq: number }
    const { observations } = (await chief.get(`/audit/writes/${at.plan}/${seq}`)).json() as WriteDetail
    expect(observations).toMatchObject([{ before_name: 'e2', after_name: 'e1', after: String(at.communities.e1) }])
  })

  test('a shape’s change has the shape before and after', async () => {
    const draw = (side: number) =>
      recordWrite(
        connection().db,
        at.plan,
        { account: 'checker', action: 'test', shapes: true },
        async (trx, write) => {
          await addShapes(trx, write, [
            { subject: at.compounds.e2, geometry: square(112, 34, side), effective_on: '2024-05-02' },
          ])
          return write.seq
        },
      )
    await draw(0.001)
    const { shapes } = (await chief.get(`/audit/writes/${at.plan}/${await draw(0.002)}`)).json() as WriteDetail
    expect(shapes).toEqual([
      {
        subject: at.compounds.e2,
        kind: 'compound',
        name: 'ce2',
        before: square(112, 34, 0.001),
        after: square(112, 34, 0.002),
      },
    ])
  })

  test('what was refused, with its code and where it came from, though it left nothing behind', async () => {
    expect(outcome(await report(clerk, at.compounds.w1))).toBe('403 not_allowed')
    expect(outcome(await report(clerk, at.compounds.e1, at.plan, { value: 'wonderful' }))).toBe('422 value_refused')
    expect(outcome(await report(new Browser(office), at.compounds.e1))).toBe('401 not_signed_in')
    const rows = await list('outcome=refused&action=POST%20/plans/:plan/observations')
    expect(rows.map(({ account, plan, code, ip }) => ({ account, plan, code, ip }))).toEqual([
      { account: null, plan: at.plan, code: 'not_signed_in', ip: '10.1.2.3' },
      { account: 'clerk', plan: at.plan, code: 'value_refused', ip: '10.1.2.3' },
      { account: 'clerk', plan: at.plan, code: 'not_allowed', ip: '10.1.2.3' },
    ])
  })

  test('signing in, failing to, and signing out; an unknown name is not kept, for it may be a password', async () => {
    const one = new Browser(office)
    await one.signIn('checker', 'not this')
    await one.signIn('Geheim-2024!', 'not this')
    await one.signIn('checker')
    await one.delete('/session')
    const rows = await list('limit=4')
    expect(rows.map(({ account, action, code }) => `${account} ${action} ${code}`)).toEqual([
      'checker sign_out ok',
      'checker sign_in ok',
      'null sign_in sign_in_failed',
      'checker sign_in sign_in_failed',
    ])
    expect(JSON.stringify(await list('limit=500'))).not.toContain('Geheim')
  })

  test('accounts: invited, moved, disabled, reset, with what was before', async () => {
    await chief.post('/accounts', { id: 'newcomer', name: '新人', role: 'leader', grants: [] })
    await chief.put('/accounts/newcomer/place', { role: 'town', grants: [{ plan: at.plan, subject: at.east }] })
    await chief.put('/accounts/newcomer/enabled', { enabled: false })
    const rows = await list('who=chief&limit=3')
    expect(rows.map(short)).toEqual(
      ['disable', 'role', 'invite'].map(action => ({ account: 'chief', action, object: 'newcomer', code: 'ok' })),
    )
    expect(rows[1]).toMatchObject({
      before: { role: 'leader', grants: [] },
      after: { role: 'town', grants: [{ plan: at.plan, subject: at.east }] },
    })
  })

  test('pages of it follow on each other without gap or repetition', async () => {
    const whole = (await list('limit=500')).map(({ key }) => key)
    const paged: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page = (
        await chief.get(`/audit?limit=3${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
      ).json() as TracePage
      paged.push(...page.rows.map(({ key }) => key))
      cursor = page.next
    }
    expect(paged).toEqual(whole)
    expect(new Set(paged).size).toBe(paged.length)
  })

  test.each([
    ['from=2024-02-31', '400 bad_request'],
    ['from=2024-10-02&to=2024-10-01', '400 range_reversed'],
    ['cursor=never%7Cw', '400 bad_request'],
    ['limit=0', '400 bad_request'],
    ['limit=501', '400 bad_request'],
    ['sort=at', '400 unknown_field'],
  ])('%s is refused', async (query, expected) => {
    expect(outcome(await chief.get(`/audit?${query}`))).toBe(expected)
  })

  test('days are Shanghai’s, both included', async () => {
    const today = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai' }).format()
    expect((await list(`from=${today}&to=${today}`)).length).toBeGreaterThan(0)
    expect(await list('to=2020-01-01')).toEqual([])
  })

  test('as a file it is safe to open, and taking it is a trace', async () => {
    await chief.post('/devices', { name: '=HYPERLINK("http://evil")' })
    const file = await chief.get('/audit?format=csv')
    expect(file.headers['content-type']).toContain('text/csv')
    expect(file.body).toContain(`"'=HYPERLINK(""http://evil"")"`)
    expect(file.body).not.toMatch(/(^|,)"?=/m)
    expect((await list('limit=1')).map(short)[0]).toMatchObject({ action: 'audit_export', account: 'chief' })
  })

  describe('who reads it', () => {
    test.each(['clerk', 'checker'])('not %s', async account => {
      const one = new Browser(office)
      await one.signIn(account)
      expect(outcome(await one.get('/audit'))).toBe('403 not_allowed')
      expect(outcome(await one.get(`/audit/writes/${at.plan}/1`))).toBe('403 not_allowed')
    })

    test('a demo’s administrator reads the demo’s alone', async () => {
      const one = new Browser(office)
      await one.post('/session/demo', { role: 'administrator' })
      const rows = await list('limit=500', one)
      expect(new Set(rows.map(({ plan }) => plan))).toEqual(new Set([demo.plan]))
      expect(outcome(await one.get(`/audit/writes/${at.plan}/1`))).toBe('403 not_allowed')
      expect(outcome(await one.get(`/audit/writes/${demo.plan}/1`))).toBe('200 ok')
    })

    test('in the database the application adds rows and changes none; others see none', async () => {
      const count = (account: string) =>
        asRole(connection(), 'fullcover_app', account, trx => trx.selectFrom('audit').select('id').execute())
      expect(await count('clerk')).toEqual([])
      expect((await count('chief')).length).toBeGreaterThan(0)
      for (const role of ['fullcover_app', 'fullcover_owner'])
        await refused(
          asRole(connection(), role, 'chief', trx => trx.deleteFrom('audit').execute()),
          '42501',
        )
    })
  })

  test('no password and no token ever gets there', async () => {
    const text = JSON.stringify(await list('limit=500'))
    expect(text).not.toContain(PASSWORD)
    expect(text).not.toContain(chief.cookies.get('fullcover')!)
  })
})
