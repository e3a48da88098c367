import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Connection } from '../../../server/db/connect.ts'
import { importsRoutes } from '../../../server/imports/imports.routes.ts'
import { useProblems } from '../../../server/plugins/errors.ts'
import { useValidation } from '../../../server/plugins/validation.ts'
import type { Services } from '../../../server/services.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { newPlan } from '../../helpers/plans.ts'

const LEDGER = '编号,小区名称,镇,社区,户数\nA01,粮食局家属院,城关镇,东关社区,65\n'

eachEngine('导入的地址', (given, engine) => {
  let connection: Connection
  let app: FastifyInstance
  beforeAll(async () => {
    connection = given()
    app = Fastify()
    useValidation(app)
    useProblems(app)
    await app.register(importsRoutes, { db: connection.db, engine } as Services)
  })
  afterAll(() => app.close())

  const post = async (url: string, files: Record<string, string>, names: Record<string, string> = {}) => {
    const form = new FormData()
    for (const [field, text] of Object.entries(files)) form.set(field, new File([text], names[field] ?? 'a.csv'))
    const request = new Response(form)
    const headers = { 'content-type': request.headers.get('content-type') ?? '' }
    return app.inject({ method: 'POST', url, headers, payload: Buffer.from(await request.arrayBuffer()) })
  }
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
