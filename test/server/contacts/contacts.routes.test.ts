import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { ask, expectProblem, openStage, post, type Stage } from '../api/stage.ts'
import { asRole, refused } from '../db/as-role.ts'
import { PNG } from '../files/contents.ts'

const PERSON = { role: 'grid_chief', name: '王建国', phone: '13800001234', from_on: '2024-04-01' }
const FILING = {
  filed_on: '2024-05-06',
  number: '备 2024-7',
  receipt: null,
  term_from: '2024-05-01',
  term_to: '2024-12-01',
}

eachOwnEngine('one compound, one file', connection => {
  const data_dir = mkdtempSync(join(tmpdir(), 'fullcover-contacts-'))
  let stage: Stage
  let at: string
  beforeAll(async () => {
    stage = await openStage(connection(), data_dir)
    at = `${stage.at}/compounds/${stage.cast.compounds[0]}`
  })
  afterAll(async () => {
    await stage.close()
    rmSync(data_dir, { recursive: true })
  })
  const papers = async () => (await ask(stage, `${at}/papers`)).json()

  test('a person stands in a role from a day until a day', async () => {
    const { id } = (await post(stage, `${at}/contacts`, PERSON)).json()
    expect((await papers()).contacts).toMatchObject([{ id, ...PERSON, to_on: null, erased_at: null }])
    expectProblem(await post(stage, `${stage.at}/contacts/${id}/end`, { to_on: '2024-03-01' }), 422, 'value_refused')
    expect((await post(stage, `${stage.at}/contacts/${id}/end`, { to_on: '2024-09-01' })).statusCode).toBe(201)
    expect((await papers()).contacts[0].to_on).toBe('2024-09-01')
  })

  test('erased, a person is a tombstone with its days; the number is nowhere in the database', async () => {
    const secret = '13912345678'
    const key = { 'idempotency-key': 'erase-me-once' }
    const { id } = (await post(stage, `${at}/contacts`, { ...PERSON, name: '李秀兰', phone: secret }, key)).json()
    const erase = (reason: string) => post(stage, `${stage.at}/contacts/${id}/erase`, { reason })
    expectProblem(await erase(''), 400, 'bad_request')
    expect((await erase('本人要求')).statusCode).toBe(201)
    expectProblem(await erase('再来一次'), 404, 'not_found')
    const [tombstone] = (await papers()).contacts.filter((each: { id: number }) => each.id === id)
    expect(tombstone).toMatchObject({ name: null, phone: null, from_on: PERSON.from_on, erased_at: expect.any(String) })
    const { rows } = await sql<{ text: string }>`
      select string_agg(t::text, '') as text from (
        select to_jsonb(c)::text as t from contact c union all select to_jsonb(w)::text from plan_write w
        union all select to_jsonb(i)::text from idempotency i) x`.execute(connection().db)
    expect(rows[0]!.text).not.toMatch(/李秀兰|13912345678/)
  })

  test('a filing has its receipt and its term, counted down by the plan’s clock', async () => {
    const upload = await ask(stage, `${stage.at}/files?name=huizhi.png&subject=${stage.cast.compounds[0]}`, {
      method: 'POST',
      payload: PNG,
      headers: { 'content-type': 'application/octet-stream' },
    })
    const receipt = upload.json().sha256
    expect((await post(stage, `${at}/filings`, { ...FILING, receipt })).statusCode).toBe(201)
    const { filings, papers: brought } = await papers()
    expect(filings).toMatchObject([{ ...FILING, receipt, days_left: 44 }])
    expect(brought).toMatchObject([{ sha256: receipt, name: 'huizhi.png', account_name: '本机' }])
    expectProblem(await post(stage, `${at}/filings`, { ...FILING, receipt: 'd'.repeat(64) }), 404, 'unknown_file')
  })

  test.each([
    ['contacts', { ...PERSON, role: 'neighbour' }, 400, 'bad_request'],
    ['contacts', { ...PERSON, name: '' }, 400, 'bad_request'],
    ['contacts', { ...PERSON, name: 'x'.repeat(41) }, 400, 'bad_request'],
    ['contacts', { ...PERSON, name: 'a\u0000b' }, 400, 'bad_request'],
    ['contacts', { ...PERSON, phone: '<script>' }, 400, 'bad_request'],
    ['contacts', { ...PERSON, from_on: '2024-02-31' }, 400, 'day_out_of_range'],
    ['contacts', { ...PERSON, account: 'office' }, 400, 'unknown_field'],
    ['filings', { ...FILING, term_to: FILING.term_from }, 422, 'value_refused'],
    ['filings', { ...FILING, filed_on: '2024-13-01' }, 400, 'day_out_of_range'],
    ['filings', { ...FILING, receipt: '../x' }, 400, 'bad_request'],
  ])('%s %j is refused', async (path, body, status, code) =>
    expectProblem(await post(stage, `${at}/${path}`, body), status, code),
  )

  test('what is no compound has no papers; a stranger sees none', async () => {
    expectProblem(await ask(stage, `${stage.at}/compounds/${stage.cast.county}/papers`), 404, 'unknown_subject')
    const stranger = await ask(stage, `${at}/papers`, { headers: { 'x-forwarded-for': '10.1.1.1' } })
    expect([401, 403]).toContain(stranger.statusCode)
  })

  test('no public answer carries a name or a number', async () => {
    await post(stage, `${at}/contacts`, PERSON)
    for (const path of ['', '/ledger', '/ledger?format=csv', '/compounds', '/timeline'].map(
      end => `${stage.at}${end}`,
    )) {
      const { body } = await ask(stage, path)
      expect(body).not.toMatch(/王建国|13800001234/)
    }
    expect((await ask(stage, at)).body).not.toMatch(/王建国|13800001234/)
  })

  test('rows are added, never changed, but for the one change that makes a tombstone', async () => {
    const { db } = connection()
    await refused(db.updateTable('contact').set({ name: '别人' }).execute(), '42501', 'append_only')
    await refused(db.deleteFrom('contact').execute(), '42501', 'append_only')
    await refused(db.updateTable('contact_end').set({ to_on: '2024-10-01' }).execute(), '42501', 'append_only')
    await refused(db.updateTable('committee_filing').set({ number: 'x' }).execute(), '42501', 'append_only')
    await refused(db.updateTable('file').set({ name: 'x' }).execute(), '42501', 'append_only')
    await refused(db.deleteFrom('file').execute(), '42501', 'append_only')
  })

  test('row-level security: a role that looks sees no person, no filing and no paper; nobody adds one without a write', async () => {
    await asRole(connection(), 'fullcover_owner', null, trx =>
      trx
        .insertInto('account')
        .values([{ id: `leads-${stage.document.id}`.slice(0, 60), name: '领导', role: 'leader' }])
        .execute(),
    )
    const seen = (account: string) =>
      asRole(connection(), 'fullcover_app', account, async trx => {
        const { rows } = await sql<{
          n: number
        }>`select ((select count(*) from contact) + (select count(*) from contact_end)
          + (select count(*) from committee_filing) + (select count(*) from file))::int as n`.execute(trx)
        return rows[0]!.n
      })
    expect(await seen(`leads-${stage.document.id}`.slice(0, 60))).toBe(0)
    expect(await seen('local')).toBeGreaterThan(0)
    const unopened = asRole(connection(), 'fullcover_app', 'local', trx =>
      trx
        .insertInto('contact')
        .values({ ...PERSON, role: 'grid_chief', plan: stage.document.id, seq: 1, subject: stage.cast.compounds[0]! })
        .execute(),
    )
    await refused(unopened, '23514', 'write_open')
  })
})
