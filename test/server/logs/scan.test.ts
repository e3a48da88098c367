import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tellSlow } from '../../../server/logs/slow-lines.ts'
import { makeStatements, type SlowStatement } from '../../../server/logs/statements.ts'
import { hasMeeting } from '../../../server/stage/stage.queries.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { Browser, type Office, openOffice, PASSWORD } from '../accounts/client.ts'
import { type County, openCounty } from '../accounts/county.ts'
import { openByFirstLink } from '../accounts/people.ts'
import { ROUTES } from '../accounts/routes-table.ts'
import { keptLog } from './lines.ts'

const SECRETS = {
  name: '王小明',
  phone: '13812345678',
  search: '张秀英家',
  file: '户主名单.png',
  account: 'zhangxiuying',
  password: 'Falsch#1999-x',
  token: 'q9Zr4tY7uI0oP3aS6dF8gH1jK2lM5nB4vC7xZ0wQ2eR',
  agent: 'Mozilla/5.0 (SecretPhone)',
  ip: '10.77.66.55',
  note: '楼上漏水请联系',
}
const { name, phone, search, file, account, password, token, agent, ip, note } = SECRETS
const BODY = { name, phone, account, password, token, note, value: phone, q: search, reason: note, code: '424242' }
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg==',
  'base64',
)

const FIELDS = 'level time reqId method route status ms code sqlstate constraint broken_off msg'.split(' ')

const statements = makeStatements(0)

eachOwnEngine(
  'a log at its most talkative',
  connection => {
    const data_dir = mkdtempSync(join(tmpdir(), 'fullcover-scan-'))
    const kept = keptLog('trace')
    let office: Office
    let county: County
    const here = (method: 'GET' | 'POST', url: string, payload?: object | string, type = 'application/json') =>
      office.app.inject({
        method,
        url,
        payload,
        headers: { host: 'localhost', 'user-agent': agent, ...(payload && { 'content-type': type }) },
      })

    beforeAll(async () => {
      tellSlow(kept.log, statements)
      county = await openCounty(connection())
      office = await openOffice(connection(), {}, { data_dir, log: kept.log, statements })
      office.app.get('/fails/:how', async request => {
        const { how } = request.params as { how: string }
        if (how === 'type') await sql`select ${name}::no_such_type`.execute(connection().db)
        if (how === 'number') await sql`select ${phone}::date`.execute(connection().db)
        throw new Error(`${note} ${phone}`)
      })
    })
    afterAll(async () => {
      statements.removeAllListeners()
      await office.close()
      rmSync(data_dir, { recursive: true, force: true })
    })

    test('holds nothing of persons, whatever is sent', async () => {
      const { plan, compounds } = county
      const said: number[] = []
      const sent = async (answer: Promise<{ statusCode: number }>) => said.push((await answer).statusCode)

      const at = `/api/plans/${plan}`
      await sent(
        here('POST', `${at}/compounds/${compounds.e1}/contacts`, {
          role: 'yard_chief',
          name,
          phone,
          from_on: '2024-05-02',
        }),
      )
      await sent(here('GET', `${at}/compounds?q=${encodeURIComponent(search)}&as_of=2024-05-02`))
      await sent(here('POST', `${at}/files?name=${encodeURIComponent(file)}&subject=${compounds.e1}`, PNG, 'image/png'))
      await sent(
        here('POST', `${at}/observations`, {
          subject: compounds.e1,
          indicator: 'households',
          value: note,
          effective_on: '2024-05-02',
        }),
      )
      await sent(here('POST', `${at}/observations`, `{"note": "${note}`))
      await sent(here('POST', `${at}/observations`, note, 'text/plain'))
      await sent(here('GET', `/${encodeURIComponent(name)}?phone=${phone}`))
      await sent(here('GET', `/api/${phone}%`))
      for (const how of ['type', 'number', 'word']) await sent(here('GET', `/fails/${how}?q=${phone}`))

      const stranger = new Browser(office, ip)
      await sent(stranger.signIn(account, password))
      await sent(stranger.post('/session/link', { token, password }))
      const chief = await openByFirstLink(connection(), office)
      await sent(chief.signIn('chief', PASSWORD))
      await sent(chief.post('/accounts', { id: account, name, role: 'town', grants: [] }))
      for (const each of Object.keys(ROUTES)) {
        const [method, route] = each.split(' ') as ['GET' | 'POST' | 'PUT' | 'DELETE', string]
        if (route.endsWith('/events')) continue
        const path = route.replace('/api', '').replace(':plan', plan).replace(/:\w+/g, phone)
        const body = method === 'GET' || method === 'DELETE' ? undefined : BODY
        await sent(chief.send(method, `${path}?q=${encodeURIComponent(search)}`, body, { 'user-agent': agent }))
      }
      await sleep(5)

      expect(said).toContain(201)
      expect(said).toContain(401)
      expect(said).toContain(422)
      expect(said).toContain(500)
      expect(kept.lines().length).toBeGreaterThan(said.length)
      const found = Object.entries({ ...SECRETS, own_password: PASSWORD, plan_query: '?q=', cookie: 'fullcover=' })
      expect(found.filter(([, secret]) => kept.text().includes(secret)).map(([what]) => what)).toEqual([])
      for (const secret of Object.values(SECRETS)) expect(kept.text()).not.toContain(encodeURIComponent(secret))
    })

    test('tells of each request its route, answer, time and refusal, and no more', () => {
      const fields = new Set(kept.lines().flatMap(line => (line.msg === 'request' ? Object.keys(line) : [])))
      expect([...fields].filter(field => !FIELDS.includes(field))).toEqual([])
      expect(kept.lines()).toContainEqual(
        expect.objectContaining({
          level: 'info',
          method: 'POST',
          route: '/api/session',
          status: 401,
          code: 'sign_in_failed',
        }),
      )
      const failed = kept.lines().find(line => line.msg === 'request failed')
      expect(failed).toMatchObject({
        level: 'error',
        route: '/fails/:how',
        code: 'internal',
        error: { sqlstate: '42704' },
      })
    })

    test('names a statement by the file and function that asked', async () => {
      const slow: SlowStatement[] = []
      statements.on('slow', statement => slow.push(statement))
      await hasMeeting(connection().db, phone, 7)
      await sleep(5)
      expect(slow).toEqual([
        {
          query: 'stage.queries.ts hasMeeting',
          sql: expect.stringMatching(/^select "id" from "meeting"/),
          ms: expect.any(Number),
          rows: 0,
        },
      ])
    })
  },
  statements,
)
