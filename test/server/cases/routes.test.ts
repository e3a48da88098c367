import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Case, Cases } from '#core/api/cases.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { ask, expectProblem, openStage, post, type Stage } from '../api/stage.ts'
import { addMeeting } from './stage.ts'

eachEngine('cases over the API', connection => {
  let stage: Stage
  let meeting: number
  beforeAll(async () => {
    stage = await openStage(connection())
    meeting = await addMeeting(connection(), stage.document.id, '2024-09-25')
  })
  afterAll(() => stage.close())

  const list = async (query = ''): Promise<Cases> => (await ask(stage, `${stage.at}/cases${query}`)).json()
  const open = (body: object, key?: string) =>
    post(
      stage,
      `${stage.at}/cases`,
      { kind: 'problem', text: '楼道堆物', ...body },
      key ? { 'idempotency-key': key } : {},
    )
  const step = (id: number, body: object, key?: string) =>
    post(stage, `${stage.at}/cases/${id}/steps`, body, key ? { 'idempotency-key': key } : {})
  const one = async (id: number): Promise<Case> => (await ask(stage, `${stage.at}/cases/${id}`)).json()

  test('a case goes its way, and tells it; who fixed it does not verify it', async () => {
    const { communities, compounds } = stage.cast
    const body = { meeting, owner: communities[0], subject: compounds[0], due_on: '2024-10-10', text: '东单元门禁失灵' }
    const { id } = (await open(body)).json()
    expect(await one(id)).toMatchObject({
      ...body,
      state: 'opened',
      late: true,
      subject_name: '东关 0 号院',
      account_name: '本机',
      opened_on: '2024-10-18',
      steps: [],
    })
    expect((await step(id, { kind: 'assigned', due_on: '2024-11-10' })).statusCode).toBe(201)
    await step(id, { kind: 'rectified', text: '已更换读卡器' })
    await step(id, { kind: 'applied' })
    expectProblem(await step(id, { kind: 'verified' }), 409, 'same_person')
    expectProblem(await step(id, { kind: 'closed' }), 409, 'wrong_state')
    expect((await step(id, { kind: 'returned', text: '门还关不上' })).statusCode).toBe(201)
    const told = await one(id)
    expect(told).toMatchObject({ state: 'assigned', late: false, due_on: '2024-11-10', opened_due_on: '2024-10-10' })
    expect(told.steps.map(({ kind, text }) => [kind, text])).toEqual([
      ['assigned', null],
      ['rectified', '已更换读卡器'],
      ['applied', null],
      ['returned', '门还关不上'],
    ])
    expect(told.steps[0]!.owner_name).toBe(told.owner_name)
  })

  test('sent twice it is one case and one step', async () => {
    const [first, again] = [
      await open({ text: '同一条' }, 'note-once-1'),
      await open({ text: '同一条' }, 'note-once-1'),
    ]
    expect(again.json()).toEqual(first.json())
    expectProblem(await open({ text: '另一条' }, 'note-once-1'), 409, 'key_reused')
    const { id } = first.json()
    const hand = { kind: 'assigned', owner: stage.cast.communities[1] }
    expect((await step(id, hand, 'step-once-1')).json()).toEqual((await step(id, hand, 'step-once-1')).json())
    expect((await one(id)).steps).toHaveLength(1)
  })

  test('asked for by meeting, state, owner and lateness', async () => {
    const owner = stage.cast.communities[2]
    const late = (await open({ owner, due_on: '2024-10-17' })).json().id
    const inTime = (await open({ owner, due_on: '2024-10-18', meeting })).json().id
    const ids = async (query: string) => (await list(query)).cases.map(({ id }) => id)
    expect(await ids(`?owner=${owner}`)).toEqual([inTime, late])
    expect(await ids(`?owner=${owner}&late=true`)).toEqual([late])
    expect(await ids(`?owner=${owner}&late=true&as_of=2024-10-19`)).toEqual([inTime, late])
    expect(await ids(`?owner=${owner}&meeting=${meeting}`)).toEqual([inTime])
    expect(await ids(`?owner=${owner}&state=closed`)).toEqual([])
    expect(await ids(`?owner=${owner}&cursor=${inTime}`)).toEqual([late])
  })

  describe('refused', () => {
    test.each([
      [{ text: '' }, 400, 'bad_request'],
      [{ text: '长'.repeat(501) }, 400, 'bad_request'],
      [{ kind: 'wish' }, 400, 'bad_request'],
      [{ account: 'x' }, 400, 'unknown_field'],
      [{ text: '\u0000' }, 400, 'bad_request'],
      [{ due_on: '2024-02-30' }, 400, 'day_out_of_range'],
      [{ due_on: '1999-01-01' }, 400, 'day_out_of_range'],
      [{ at: [112] }, 400, 'bad_request'],
      [{ at: [34, 112] }, 422, 'value_refused'],
      [{ meeting: 999_999_999 }, 404, 'unknown_meeting'],
      [{ owner: 999_999_999 }, 404, 'unknown_subject'],
      [{ subject: 999_999_999 }, 404, 'unknown_subject'],
      [{ files: ['a'.repeat(64)] }, 404, 'unknown_file'],
    ])('to open %j', async (body, status, code) => expectProblem(await open(body), status, code))

    test('a step without its reason, its owner, or its case', async () => {
      const { id } = (await open({})).json()
      expectProblem(await step(id, { kind: 'assigned' }), 422, 'value_refused')
      expectProblem(await step(id, { kind: 'returned' }), 422, 'value_refused')
      expectProblem(await step(999_999_999, { kind: 'rectified' }), 404, 'unknown_case')
      expectProblem(await ask(stage, `${stage.at}/cases/999999999`), 404, 'unknown_case')
    })

    test('to a stranger and to a screen that is nobody', async () => {
      const headers = { 'x-forwarded-for': '10.1.1.1' }
      expect([401, 403]).toContain((await ask(stage, `${stage.at}/cases`, { headers })).statusCode)
    })
  })

  test('what a case says stands in no trace and on no page that is kept', async () => {
    const said = '王某某家的狗'
    const { id } = (await open({ text: said })).json()
    await step(id, { kind: 'assigned', owner: stage.cast.communities[0], text: said })
    expect((await ask(stage, `${stage.at}/cases/${id}`)).headers['cache-control']).toBe('no-store')
    for (const table of ['plan_write', 'audit', 'idempotency'] as const) {
      const rows = await connection().db.selectFrom(table).selectAll().execute()
      expect(JSON.stringify(rows)).not.toContain(said)
    }
  })

  test('the record of a meeting is closed and opened again over the API', async () => {
    const record = `${stage.at}/meetings/${meeting}/record`
    expect((await ask(stage, record)).json()).toEqual({ meeting, state: 'open', steps: [] })
    expect((await post(stage, record, {})).statusCode).toBe(201)
    expectProblem(await post(stage, record, {}), 409, 'wrong_state')
    expectProblem(await open({ meeting }), 409, 'wrong_state')
    expectProblem(await post(stage, `${record}/reopen`, {}), 400, 'bad_request')
    expect((await post(stage, `${record}/reopen`, { reason: '漏记一项' })).statusCode).toBe(201)
    expect((await ask(stage, record)).json()).toMatchObject({
      state: 'open',
      steps: [{ kind: 'closed' }, { kind: 'reopened', reason: '漏记一项', account_name: '本机' }],
    })
    expectProblem(await ask(stage, `${stage.at}/meetings/999999999/record`), 404, 'unknown_meeting')
    expectProblem(await post(stage, `${stage.at}/meetings/999999999/record`, {}), 404, 'unknown_meeting')
  })
})
