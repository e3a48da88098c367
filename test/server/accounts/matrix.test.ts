import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#core/accounts/permissions.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { Browser, type Office, openOffice, outcome, tokenIn } from './client.ts'
import { addPeople, type County, openCounty } from './county.ts'
import { givePasswords, openByFirstLink } from './people.ts'
import { ROUTES, type Rule } from './routes-table.ts'

const PEOPLE = ['office', 'town', 'community', 'unit', 'assessor', 'leader'] as const
const PLACED = ['town', 'community', 'unit'] as const
/** Something of the right form in each place of an address, that names nothing. */
const NOTHING: Record<string, string> = {
  account: 'nobody',
  sha256: 'a'.repeat(64),
  kind: 'ledger',
  geometry_revision: '0',
  z: '0',
  x: '0',
  y: '0',
}

const addressOf = (route: string, params: Record<string, string | number>) =>
  route
    .split(' ')[1]!
    .replace(/^\/api/, '')
    .replace(/:(\w+)/g, (_, name: string) => String(params[name] ?? NOTHING[name] ?? 999_999_999))

eachOwnEngine('roles × routes', connection => {
  let at: County
  let demo: County
  let office: Office
  const routes: string[] = []
  const who = new Map<Role | 'stranger' | 'demo', Browser>()
  beforeAll(async () => {
    at = await openCounty(connection(), null)
    demo = await openCounty(connection())
    office = await openOffice(
      connection(),
      { demo: true },
      {
        onRoute: ({ method, url }) => {
          for (const one of [method].flat()) if (one !== 'HEAD') routes.push(`${one} ${url}`)
        },
      },
    )
    const places = { town: at.east, community: at.communities.e1, unit: at.bureau } as Record<string, number>
    await addPeople(
      connection(),
      at.plan,
      PEOPLE.map(role => ({ id: `m-${role}`, role, grants: places[role] ? [places[role]] : [] })),
    )
    await addPeople(connection(), demo.plan, [{ id: 'm-demo', role: 'office', demo: true }])
    const chief = await openByFirstLink(connection(), office)
    who.set('administrator', chief)
    await givePasswords(
      connection(),
      PEOPLE.map(role => `m-${role}`),
    )
    for (const role of PEOPLE) {
      const browser = new Browser(office)
      await browser.signIn(`m-${role}`)
      who.set(role, browser)
    }
    const { path } = (await chief.post('/devices', { name: '大屏' })).json() as { path: string }
    who.set('display', new Browser(office))
    await who.get('display')!.post('/session/display', { token: tokenIn(path) })
    who.set('demo', new Browser(office))
    await who.get('demo')!.post('/session/demo', { role: 'office' })
    who.set('stranger', new Browser(office))
  })
  afterAll(() => office.close())

  /** Sends nothing of sense: whether one may is settled before what is sent is read. */
  const knock = (browser: Browser, route: string, plan: string) => {
    const method = route.split(' ')[0] as 'GET' | 'POST' | 'PUT' | 'DELETE'
    const body = method === 'GET' || method === 'DELETE' ? undefined : {}
    // Nobody who does not ask for a stream is given one.
    return browser.send(method, addressOf(route, { plan }), body, { accept: 'application/json' })
  }

  test('the table has every route, and no other', () => {
    const api = routes.filter(route => route.includes(' /api/'))
    expect([...new Set(api)].sort()).toEqual(Object.keys(ROUTES).sort())
    const pages = routes.filter(route => !route.includes(' /api/'))
    expect(pages.filter(route => !/^(GET|OPTIONS) \/(docs|metrics$|openapi\.json|\*|$)/.test(route))).toEqual([])
  })

  describe.each(Object.entries(ROUTES))('%s', (route, { roles, sends }: Rule) => {
    const isOpen = roles === 'anybody' || roles === 'oneself'
    const isOfPlan = route.includes(':plan')

    test('who may', async () => {
      if (isOpen) return expect(outcome(await knock(new Browser(office), route, at.plan))).not.toMatch(/^403/)
      for (const [role, browser] of who) {
        const answer = outcome(await knock(browser, route, at.plan))
        if (role === 'stranger') expect(`${role} ${answer}`).toBe('stranger 401 not_signed_in')
        else if (role === 'demo' ? isOfPlan || !roles.includes('office') : !roles.includes(role))
          expect(`${role} ${answer}`).toBe(`${role} 403 not_allowed`)
        else expect(`${role} ${answer}`).not.toMatch(/ 40[13] /)
      }
    })

    if (sends)
      test('only of their own place', async () => {
        const [method] = route.split(' ') as ['POST']
        for (const role of PLACED.filter(each => (roles as readonly Role[]).includes(each)))
          for (const place of ['e1', 'w1'] as const) {
            const { params = {}, query = '', body, type = 'application/json' } = sends(at, place)
            const payload = type === 'application/json' ? JSON.stringify(body) : body
            const answer = await who
              .get(role)!
              .send(method, addressOf(route, { plan: at.plan, ...params }) + query, payload, { 'content-type': type })
            expect(`${role} ${place} ${outcome(answer)}`).toBe(
              `${role} ${place} ${place === 'e1' ? '201 ok' : '403 not_allowed'}`,
            )
          }
      })

    if (isOfPlan && !isOpen && roles.includes('display'))
      test('of a demo plan anybody', async () => {
        expect(outcome(await knock(who.get('stranger')!, route, demo.plan))).not.toMatch(/^40[13]/)
      })
  })
})
