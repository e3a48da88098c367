import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { MAY } from '#core/accounts/permissions.ts'
import { asOwner } from '../../../server/db/write.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { Browser, type Office, openOffice, outcome, PASSWORD } from './client.ts'
import { addPeople, type County, openCounty } from './county.ts'
import { givePasswords, openByFirstLink } from './people.ts'

const NEXT = 'Xicheng+2025-b'

eachOwnEngine('signing in and out', connection => {
  let at: County
  let office: Office
  let chief: Browser
  let people = 0
  let person: string
  beforeAll(async () => {
    at = await openCounty(connection(), null)
    office = await openOffice(connection())
    chief = await openByFirstLink(connection(), office)
  })
  afterAll(() => office.close())
  beforeEach(async () => {
    people += 1
    person = `clerk-${people}`
    await addPeople(connection(), at.plan, [{ id: person, role: 'town', grants: [at.east] }])
    await givePasswords(connection(), [person])
  })

  const browser = () => new Browser(office, `10.2.${people}.1`)
  const signedIn = async () => {
    const one = browser()
    expect(outcome(await one.signIn(person))).toBe('201 ok')
    return one
  }
  const reads = async (one: Browser) => outcome(await one.get(`/plans/${at.plan}`))
  const session = (set: string) =>
    asOwner(connection().db, trx =>
      sql`update account_session set ${sql.raw(set)} where account = ${person}`.execute(trx),
    )
  const secret = (set: string) =>
    asOwner(connection().db, trx =>
      sql`update account_secret set ${sql.raw(set)} where account = ${person}`.execute(trx),
    )

  test('a session says who one is, what one may do and where', async () => {
    const one = browser()
    const answer = await one.signIn(person)
    expect(answer.json()).toMatchObject({
      who: { id: person, role: 'town' },
      may: MAY.town,
      grants: [{ plan: at.plan, subject: at.east }],
      opened: true,
      must: null,
    })
    expect((await one.get('/session')).json()).toEqual(answer.json())
    expect(await reads(one)).toBe('200 ok')
  })

  test('the cookie is read by no script, sent by no foreign page, and over TLS alone where there is TLS', async () => {
    const [plain] = (await browser().signIn(person)).cookies
    expect(plain).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
    expect(plain).not.toHaveProperty('secure')
    expect(plain).not.toHaveProperty('maxAge')
    const behind = await openOffice(connection(), {}, { trust_proxy: ['10.9.9.9'] })
    const by = (ip: string) =>
      behind.app.inject({
        method: 'POST',
        url: '/api/session',
        remoteAddress: ip,
        headers: { host: 'map.example', 'x-forwarded-proto': 'https', 'x-forwarded-for': '10.3.3.3' },
        payload: { account: person, password: PASSWORD },
      })
    expect((await by('10.9.9.9')).cookies[0]).toMatchObject({ secure: true })
    expect((await by('10.8.8.8')).cookies[0]).not.toHaveProperty('secure')
    await behind.close()
  })

  test('nothing of the password or the token lies in the database', async () => {
    const one = await signedIn()
    const token = one.cookies.get('fullcover')!
    const { rows } = await sql<{ text: string }>`
      select (select string_agg(to_jsonb(s)::text, '') from account_session s) || (select string_agg(to_jsonb(s)::text, '') from account_secret s)
        || (select string_agg(to_jsonb(s)::text, '') from audit s) as text`.execute(connection().db)
    expect(rows[0]!.text).not.toContain(token)
    expect(rows[0]!.text).not.toContain(PASSWORD)
  })

  describe('a session ends', () => {
    test('after thirty idle minutes, and not while it is used', async () => {
      const one = await signedIn()
      await session("seen_at = clock_timestamp() - interval '29 minutes'")
      expect(await reads(one)).toBe('200 ok')
      await session("seen_at = seen_at - interval '29 minutes'")
      expect(await reads(one)).toBe('200 ok')
      await session("seen_at = clock_timestamp() - interval '31 minutes'")
      expect(await reads(one)).toBe('401 not_signed_in')
    })

    test('though its page goes on listening and saying that it is there', async () => {
      const one = await signedIn()
      await session("seen_at = clock_timestamp() - interval '29 minutes'")
      await one.get(`/plans/${at.plan}/events`, { accept: 'application/json' })
      await one.get(`/plans/${at.plan}/presence`)
      await session("seen_at = seen_at - interval '2 minutes'")
      expect(await reads(one)).toBe('401 not_signed_in')
    })

    test('after twelve hours, however busy', async () => {
      const one = await signedIn()
      await session("created_at = clock_timestamp() - interval '11 hours 59 minutes'")
      expect(await reads(one)).toBe('200 ok')
      await session("created_at = clock_timestamp() - interval '12 hours'")
      expect(await reads(one)).toBe('401 not_signed_in')
    })

    test('by signing out, also in a copy of the cookie', async () => {
      const one = await signedIn()
      const copy = browser()
      copy.cookies.set('fullcover', one.cookies.get('fullcover')!)
      expect((await one.delete('/session')).statusCode).toBe(204)
      expect(one.cookies.size).toBe(0)
      expect(await reads(copy)).toBe('401 not_signed_in')
    })

    test.each([
      ['disabled', () => chief.put(`/accounts/${person}/enabled`, { enabled: false })],
      ['given another role', () => chief.put(`/accounts/${person}/place`, { role: 'leader', grants: [] })],
      ['reset', () => chief.post(`/accounts/${person}/reset`)],
    ])('when its person is %s, at the next request', async (_, change) => {
      const one = await signedIn()
      expect((await change()).statusCode).toBeLessThan(300)
      expect(await reads(one)).toBe('401 not_signed_in')
      expect((await one.get('/session')).json()).toMatchObject({ who: null, may: [] })
    })

    test('when its person changes the password: the others end, the own goes on under a new id', async () => {
      const [one, other] = [await signedIn(), await signedIn()]
      const before = one.cookies.get('fullcover')
      expect(outcome(await one.put('/session/password', { password: PASSWORD, new_password: NEXT }))).toBe('201 ok')
      expect(one.cookies.get('fullcover')).not.toBe(before)
      expect(await reads(one)).toBe('200 ok')
      expect(await reads(other)).toBe('401 not_signed_in')
      expect(outcome(await browser().signIn(person, NEXT))).toBe('201 ok')
    })
  })

  test('an id brought along is never taken over', async () => {
    const one = browser()
    one.cookies.set('fullcover', 'a'.repeat(43))
    await one.signIn(person)
    expect(one.cookies.get('fullcover')).not.toBe('a'.repeat(43))
    const first = one.cookies.get('fullcover')!
    await one.signIn(person)
    expect(one.cookies.get('fullcover')).not.toBe(first)
    const old = browser()
    old.cookies.set('fullcover', first)
    expect(await reads(old)).toBe('401 not_signed_in')
  })

  describe('wrong passwords', () => {
    test('five lock the account for ten minutes, the right one does not open it, an administrator does', async () => {
      const tries = []
      for (let i = 0; i < 6; i++) tries.push(outcome(await browser().signIn(person, `${PASSWORD}${i}`)))
      expect(tries).toEqual([...Array(5).fill('401 sign_in_failed'), '423 locked'])
      expect(outcome(await browser().signIn(person))).toBe('423 locked')
      const listed = (await chief.get('/accounts')).json() as { id: string; locked_until: string | null }[]
      expect(listed.find(({ id }) => id === person)?.locked_until).not.toBeNull()
      await secret("locked_until = locked_until - interval '10 minutes'")
      expect(outcome(await browser().signIn(person))).toBe('201 ok')
    })

    test('four and a right one begin anew', async () => {
      for (let round = 0; round < 2; round++) {
        for (let i = 0; i < 4; i++) await browser().signIn(person, 'wrong')
        expect(outcome(await browser().signIn(person))).toBe('201 ok')
      }
    })

    test('a hundred at once are counted one by one', async () => {
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, i) => new Browser(office, `10.4.${people}.${i}`).signIn(person, 'wrong')),
      )
      const outcomes = answers.map(outcome)
      expect(outcomes.filter(each => each === '401 sign_in_failed')).toHaveLength(5)
      expect(outcomes.filter(each => each === '423 locked')).toHaveLength(95)
    })

    test('an unknown name reads the same, to the sixth attempt, and is locked as well', async () => {
      const strip = (answer: { statusCode: number; body: string }) => ({ status: answer.statusCode, body: answer.body })
      for (let i = 0; i < 7; i++) {
        const known = await browser().signIn(person, 'wrong')
        const unknown = await browser().signIn(`nobody-${people}`, 'wrong')
        expect(strip(unknown)).toEqual(strip(known))
      }
      expect(outcome(await browser().signIn('local', 'wrong'))).toBe('401 sign_in_failed')
    })

    test('an unknown name takes about as long', async () => {
      const time = async (account: string) => {
        const from = performance.now()
        await new Browser(office, `10.5.${people}.2`).signIn(account, 'wrong')
        return performance.now() - from
      }
      await time(person)
      const known = Math.min(await time(person), await time(person), await time(person))
      const unknown = Math.min(await time('who-1'), await time('who-2'), await time('who-3'))
      expect(unknown).toBeGreaterThan(known / 3)
      expect(unknown).toBeLessThan(known * 3)
    })

    test('one address with a guess each for many people is slowed down, others are not, and a forged header changes nothing', async () => {
      const guess = (ip: string, i: number) =>
        office.app.inject({
          method: 'POST',
          url: '/api/session',
          remoteAddress: ip,
          headers: { 'x-forwarded-for': `172.16.0.${i}` },
          payload: { account: `spray-${people}-${i}`, password: 'Sommer#2024-x' },
        })
      for (let i = 0; i < 30; i++) expect((await guess('10.6.0.1', i)).statusCode).toBe(401)
      expect((await guess('10.6.0.1', 99)).statusCode).toBe(429)
      expect((await guess('10.6.0.2', 99)).statusCode).toBe(401)
    })
  })

  describe('a new password', () => {
    test.each([
      ['too_short', 'Ab1#xyz'],
      ['too_plain', 'onlysmall2024'],
      ['too_known', 'Password2024!'],
      ['too_known', 'Aa1!Aa1!Aa1!'],
      ['too_known', 'Qwertyuiop1!'],
      ['used_before', PASSWORD],
    ])('is refused: %s', async (fault, new_password) => {
      const answer = await (await signedIn()).put('/session/password', { password: PASSWORD, new_password })
      expect(outcome(answer)).toBe('422 password_refused')
      expect(answer.json().faults).toEqual([{ code: fault, reason: expect.stringMatching(/[一-鿿].*。/u) }])
    })

    test('is none of the last five; the sixth before may come back', async () => {
      const one = await signedIn()
      const passwords = [PASSWORD, ...[1, 2, 3, 4, 5].map(n => `${NEXT}${n}`)]
      const change = async (password: string, new_password: string) =>
        outcome(await one.put('/session/password', { password, new_password }))
      for (let i = 1; i < 5; i++) expect(await change(passwords[i - 1]!, passwords[i]!)).toBe('201 ok')
      expect(await change(passwords[4]!, PASSWORD)).toBe('422 password_refused')
      expect(await change(passwords[4]!, passwords[5]!)).toBe('201 ok')
      expect(await change(passwords[5]!, PASSWORD)).toBe('201 ok')
    })

    test('needs the present one, and guessing at it locks', async () => {
      const one = await signedIn()
      const guess = async () => outcome(await one.put('/session/password', { password: 'wrong', new_password: NEXT }))
      for (let i = 0; i < 5; i++) expect(await guess()).toBe('401 sign_in_failed')
      expect(outcome(await one.put('/session/password', { password: PASSWORD, new_password: NEXT }))).toBe(
        '401 sign_in_failed',
      )
    })

    test('is due after ninety days: nothing else goes before it is chosen', async () => {
      const one = await signedIn()
      await secret("password_at = clock_timestamp() - interval '91 days'")
      expect((await one.get('/session')).json()).toMatchObject({ who: { id: person }, may: [], must: 'password' })
      expect(await reads(one)).toBe('403 password_due')
      expect(outcome(await one.post(`/plans/${at.plan}/observations`, {}))).toBe('403 password_due')
      await one.put('/session/password', { password: PASSWORD, new_password: NEXT })
      expect(await reads(one)).toBe('200 ok')
    })
  })

  describe('pages from elsewhere', () => {
    test.each([
      ['another origin', { origin: 'https://evil.example' }],
      ['a file', { origin: 'null' }],
      ['the same host on another port', { origin: 'http://map.example:8081' }],
      ['a form', { 'sec-fetch-site': 'cross-site' }],
      ['a sister site', { 'sec-fetch-site': 'same-site' }],
    ])('change nothing with the cookie: %s', async (_, headers) => {
      const one = await signedIn()
      expect(outcome(await one.send('DELETE', '/session', undefined, headers))).toBe('403 not_allowed')
      expect(outcome(await one.post(`/plans/${at.plan}/observations`, {}, headers))).toBe('403 not_allowed')
      expect(await reads(one)).toBe('200 ok')
    })

    test('nothing but JSON is taken', async () => {
      const one = await signedIn()
      for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
        const answer = await office.app.inject({
          method: 'POST',
          url: `/api/plans/${at.plan}/observations`,
          headers: { cookie: `fullcover=${one.cookies.get('fullcover')}`, 'content-type': type, host: 'map.example' },
          payload: '{"subject":1}',
        })
        expect(answer.statusCode).toBe(415)
      }
    })
  })
})
