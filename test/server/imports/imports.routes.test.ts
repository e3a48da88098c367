import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Connection } from '../../../server/db/connect.ts'
import { recordOnce } from '../../../server/db/once.ts'
import { importOnce } from '../../../server/imports/import-once.ts'
import { planImport } from '../../../server/imports/plan-import.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { newPlan } from '../../helpers/plans.ts'
import { importsApp, type Sent, sendFiles } from './imports-app.ts'

const LEDGER = '编号,小区名称,镇,社区,户数\nA01,粮食局家属院,城关镇,东关社区,65\n'

eachEngine('导入的地址', given => {
  let connection: Connection
  let app: FastifyInstance
  beforeAll(async () => {
    connection = given()
    app = await importsApp(connection)
  })
  afterAll(() => app.close())

  const post = (url: string, files: Sent, key?: string) => sendFiles(app, url, files, { key })
  test('先预演，再导入，再撤销', async () => {
    const plan = await newPlan(connection)
    const url = `/plans/${plan.id}/imports`
    const tried = await post(`${url}?dry_run=true`, { ledger: LEDGER })
    expect(tried.statusCode).toBe(200)
    expect(tried.json()).toMatchObject({
      seq: null,
      counts: { rows: 1, added: 1, unlocated: 1 },
      new_divisions: 3,
      faults: [],
    })
    const done = await post(url, { ledger: LEDGER })
    expect(done.statusCode).toBe(201)
    const { seq } = done.json<{ seq: number }>()
    expect((await post(url, { ledger: LEDGER })).statusCode).toBe(200)
    const undone = await app.inject({ method: 'DELETE', url: `${url}/${seq}` })
    expect(undone.json()).toMatchObject({ kept: 0 })
    expect((await app.inject({ method: 'DELETE', url: `${url}/${seq}` })).json()).toMatchObject({
      status: 409,
      code: 'already_undone',
    })
    expect((await app.inject({ method: 'DELETE', url: `${url}/99` })).json()).toMatchObject({
      status: 404,
      code: 'unknown_import',
    })
  })

  const writesOf = async (plan: string) =>
    (await connection.db.selectFrom('plan_write').select('action').where('plan', '=', plan).execute()).filter(
      ({ action }) => action === 'import',
    ).length

  describe('Idempotency-Key', () => {
    test('同一个键、同样的文件再发一次：答复和上次一样，此后又有改动也一样，只写一次', async () => {
      const url = `/plans/${(await newPlan(connection)).id}/imports`
      const first = await post(url, { ledger: LEDGER }, 'key-of-import')
      expect(first.statusCode).toBe(201)
      await post(url, { ledger: LEDGER.replace('65', '66') })
      const again = await post(url, { ledger: LEDGER }, 'key-of-import')
      expect([again.statusCode, again.json()]).toEqual([201, first.json()])
      expect(again.json()).toMatchObject({ seq: expect.any(Number), counts: { added: 1 } })
      expect(await writesOf(url.split('/')[2]!)).toBe(2)
    })

    test('同一个键换了文件、换了参数、用在填报上过，都拒绝，什么也不写', async () => {
      const plan = await newPlan(connection)
      const url = `/plans/${plan.id}/imports`
      await post(url, { ledger: LEDGER }, 'key-of-import')
      const refused = { status: 409, code: 'key_reused' }
      expect((await post(url, { ledger: LEDGER.replace('65', '66') }, 'key-of-import')).json()).toMatchObject(refused)
      expect((await post(`${url}?datum=gcj02`, { ledger: LEDGER }, 'key-of-import')).json()).toMatchObject(refused)
      await recordOnce(
        connection.db,
        plan.id,
        { account: 'local', action: 'test', key: 'key-of-report', request: 1 },
        async () => ({}),
      )
      expect((await post(url, { ledger: LEDGER.replace('65', '66') }, 'key-of-report')).json()).toMatchObject(refused)
      expect(await writesOf(plan.id)).toBe(1)
    })

    test('预演不占用键；没有什么可写、或被拒绝的导入也不占用', async () => {
      const plan = await newPlan(connection)
      const url = `/plans/${plan.id}/imports`
      expect((await post(`${url}?dry_run=true`, { ledger: LEDGER }, 'key-of-import')).statusCode).toBe(200)
      const bad = await post(url, { ledger: LEDGER.replace('65', '若干') }, 'key-of-import')
      expect(bad.json()).toMatchObject({ status: 422, code: 'import_refused', faults: [{ row: 2 }] })
      expect(await writesOf(plan.id)).toBe(0)
      expect((await post(url, { ledger: LEDGER }, 'key-of-import')).statusCode).toBe(201)
      const same = await post(url, { ledger: LEDGER }, 'key-of-another')
      expect([same.statusCode, same.json().seq, await writesOf(plan.id)]).toEqual([200, null, 1])
      expect((await post(url, { ledger: LEDGER.replace('65', '66') }, 'key-of-another')).statusCode).toBe(201)
    })

    test('同一个键同时发四次，是一次导入，四个一样的答复', async () => {
      const plan = await newPlan(connection)
      const answers = await Promise.all(
        Array.from({ length: 4 }, () => post(`/plans/${plan.id}/imports`, { ledger: LEDGER }, 'key-of-import')),
      )
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201, 201])
      expect(new Set(answers.map(({ json }) => json().seq)).size).toBe(1)
      expect(await writesOf(plan.id)).toBe(1)
    })

    test('两次都在写入之前算好、都还没有答复：后写的一次答复和先写的一样', async () => {
      const { id } = await newPlan(connection)
      const files = { ledger: { name: 'a.csv', bytes: new TextEncoder().encode(LEDGER) } }
      const both = [await planImport(connection.db, id, files), await planImport(connection.db, id, files)]
      const request = { key: 'key-of-import', files, options: {} }
      const answers = await Promise.all(
        both.map(planned =>
          importOnce(connection.db, planned, request, 'local', ({ change }, seq) => ({ seq, counts: change.counts })),
        ),
      )
      expect(answers[0]).toMatchObject({ seq: expect.any(Number), counts: { added: 1 } })
      expect(answers[1]).toEqual(answers[0])
      expect(await writesOf(id)).toBe(1)
    })

    test('键太短不算键', async () => {
      const { id } = await newPlan(connection)
      expect((await post(`/plans/${id}/imports`, { ledger: LEDGER }, 'short')).json()).toMatchObject({ status: 400 })
    })
  })

  test('不对的行：预演列出来，导入则 422，什么也不写', async () => {
    const plan = await newPlan(connection)
    const bad = LEDGER.replace('65', '若干')
    const tried = await post(`/plans/${plan.id}/imports?dry_run=true`, { ledger: bad })
    expect(tried.json()).toMatchObject({ faults: [{ row: 2, column: '户数', value: '若干', code: 'number_refused' }] })
    const refused = await post(`/plans/${plan.id}/imports`, { ledger: bad })
    expect(refused.statusCode).toBe(422)
    expect(refused.json()).toMatchObject({ code: 'import_refused', faults: [{ row: 2 }] })
  })

  test('不是上传、没有文件、多余的内容、没有这份方案', async () => {
    const plan = await newPlan(connection)
    const url = `/plans/${plan.id}/imports`
    const json = await app.inject({ method: 'POST', url, payload: { ledger: 'x' } })
    expect(json.json()).toMatchObject({ code: 'wrong_media_type' })
    expect((await post(url, {})).json()).toMatchObject({ status: 400 })
    expect((await post(url, { other: LEDGER })).json()).toMatchObject({ code: 'unknown_field' })
    expect((await post(`${url}?datum=mars`, { ledger: LEDGER })).statusCode).toBe(400)
    expect((await post('/plans/nowhere/imports', { ledger: LEDGER })).json()).toMatchObject({ code: 'unknown_plan' })
  })
})
