import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BatchRow, Compound, HistoryRow } from '#core/api/index.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { ask, expectProblem, openStage, post, type Stage } from '../api/stage.ts'

const DAY = '2024-10-01'

eachEngine('a batch of edited cells', connection => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage(connection())
  })
  afterAll(() => stage.close())

  const send = (rows: unknown[], more: object = {}, headers = {}) =>
    post(stage, `${stage.at}/observations/batch`, { rows, ...more }, headers)
  const undo = (seq: number) => ask(stage, `${stage.at}/batches/${seq}`, { method: 'DELETE' })
  const subjectOf = async (id: number) =>
    (await ask(stage, `${stage.at}/compounds/${id}`)).json<{ compound: Compound; history: HistoryRow[] }>()
  const compound = async (i: number) => (await subjectOf(stage.cast.compounds[i]!)).compound
  const cell = (i: number, indicator: string, value: string, more: Partial<BatchRow> = {}) => ({
    subject: stage.cast.compounds[i]!,
    indicator,
    value,
    effective_on: DAY,
    ...more,
  })
  const stored = async () => {
    const { rows } = await sql<{ n: number }>`
      select ((select count(*) from observation) + (select count(*) from plan_write) + (select count(*) from subject))::int as n`.execute(
      connection().db,
    )
    return rows[0]!.n
  }

  test('三格改动是一次写入，撤销后与改动前一样，再撤销一次则拒绝', async () => {
    const before = [await compound(0), await compound(1)]
    const rows = [
      cell(0, 'households', '150'),
      cell(0, 'name', '东关新村'),
      cell(1, 'management', 'professional', { called: '安居物业' }),
    ]
    const answer = await send(rows, { new_organisations: ['安居物业'], note: '核对合同' })
    expect(answer.statusCode, answer.body).toBe(201)
    expect(answer.json()).toMatchObject({ rows: 3, new_organisations: 1 })
    expect(await compound(0)).toMatchObject({ households: 150, name: '东关新村' })
    const managed = await compound(1)
    expect(managed).toMatchObject({ management: 'professional', since: DAY })
    expect(managed.organisation).not.toBeNull()
    const { history } = await subjectOf(stage.cast.compounds[0]!)
    expect(new Set(history.slice(0, 2).map(({ seq }) => seq))).toEqual(new Set([answer.json().seq]))

    const undone = await undo(answer.json().seq)
    expect(undone.statusCode, undone.body).toBe(200)
    expect(undone.json()).toMatchObject({ kept: 0 })
    const reported = (each: Compound) => ({ ...each, reported_on: [] })
    expect([await compound(0), await compound(1)].map(reported)).toEqual(before.map(reported))
    expectProblem(await undo(answer.json().seq), 409, 'already_undone')
  })

  test('同一天再改是更正：旧的一行不再成立，撤销后旧值回来', async () => {
    const first = await send([cell(2, 'buildings', '3')])
    const second = await send([cell(2, 'buildings', '4')])
    const { history } = await subjectOf(stage.cast.compounds[2]!)
    const states = history
      .filter(({ indicator }) => indicator === 'buildings')
      .map(({ value, state }) => [value, state])
    expect(states).toEqual([
      ['4', 'standing'],
      ['3', 'replaced'],
    ])
    expect((await undo(second.json().seq)).statusCode).toBe(200)
    expect((await compound(2)).buildings).toBe(3)
    expect((await undo(first.json().seq)).json()).toMatchObject({ withdrawn: 1, kept: 0 })
    expect((await compound(2)).buildings).toBeNull()
  })

  test('进驻日期改到前或后，都是更正那一行；越过别的记录则拒绝，一格也不存', async () => {
    await send([cell(3, 'management', 'self_governed', { effective_on: '2024-04-01' })])
    await send([cell(3, 'management', 'professional', { effective_on: '2024-06-01' })])
    const move = (to: string, from: string) =>
      send([cell(3, 'management', 'professional', { effective_on: to, corrects_on: from })])
    expect((await move('2024-07-15', '2024-06-01')).statusCode).toBe(201)
    expect((await compound(3)).since).toBe('2024-07-15')
    expect((await move('2024-05-02', '2024-07-15')).statusCode).toBe(201)
    expect((await compound(3)).since).toBe('2024-05-02')

    const before = await stored()
    const over = await move('2024-03-15', '2024-05-02')
    expectProblem(over, 422, 'value_refused')
    expect(over.json().faults).toMatchObject([{ row: 0, column: 'management', code: 'since_contradicts' }])
    const gone = await move('2024-05-03', '2024-09-09')
    expect(gone.json().faults).toMatchObject([{ row: 0, code: 'changed_meanwhile' }])
    expect(await stored()).toBe(before)
  })

  test('退回的填报在台账上看得见，重新填报后不再算', async () => {
    const { seq } = (await send([cell(5, 'management', 'professional', { effective_on: '2024-06-01' })])).json()
    const { history } = await subjectOf(stage.cast.compounds[5]!)
    const { id } = history.find(row => row.seq === seq)!
    expect((await compound(5)).returned).toBe(false)
    await post(stage, `${stage.at}/observations/${id}/verification`, { verdict: 'returned', reason: '缺合同' })
    expect(await compound(5)).toMatchObject({ returned: true, management: null })
    await send([cell(5, 'management', 'professional', { effective_on: '2024-06-02' })])
    expect(await compound(5)).toMatchObject({ returned: false, management: 'professional' })
  })

  test('同一个键再送一次，只做一次；换了内容则拒绝', async () => {
    const key = { 'idempotency-key': 'batch-key-1' }
    const rows = [cell(4, 'households', '7')]
    const first = await send(rows, {}, key)
    expect((await send(rows, {}, key)).json()).toEqual(first.json())
    expectProblem(await send([cell(4, 'households', '8')], {}, key), 409, 'key_reused')
  })

  test('别人的批次不能撤销；导入之外的写入没有批次', async () => {
    const { seq } = (await send([cell(5, 'households', '9')])).json()
    expectProblem(await undo(1), 404, 'unknown_import')
    expectProblem(await undo(999_999), 404, 'unknown_import')
    expect((await undo(seq)).statusCode).toBe(200)
  })

  describe('refused whole, with the row that is wrong', () => {
    const good = () => cell(0, 'households', '1')
    test.each<[string, () => Record<string, unknown>, string]>([
      ['an unknown compound', () => ({ ...good(), subject: 999_999 }), 'unknown_subject'],
      ['an unknown indicator', () => ({ ...good(), indicator: 'no_such' }), 'unknown_indicator'],
      ['a derived indicator', () => ({ ...good(), indicator: 'coverage', value: 'true' }), 'value_refused'],
      [
        'an indicator of another kind',
        () => ({ ...good(), indicator: 'roster_frozen', value: 'true' }),
        'value_refused',
      ],
      [
        'a mode the plan does not have',
        () => ({ ...good(), indicator: 'management', value: 'robots' }),
        'value_refused',
      ],
      ['a count in words', () => ({ ...good(), value: '65 户' }), 'value_refused'],
      ['a negative count', () => ({ ...good(), value: '-1' }), 'value_refused'],
      ['the 31st of February', () => ({ ...good(), effective_on: '2024-02-31' }), 'day_out_of_range'],
      ['a day after the plan', () => ({ ...good(), effective_on: '2031-01-01' }), 'day_out_of_range'],
      ['a withdrawal of nothing', () => ({ ...good(), value: null }), 'value_refused'],
      ['a cell said twice', () => cell(1, 'households', '2'), 'twice'],
      [
        'an organisation nobody knows',
        () => ({ ...good(), indicator: 'management', value: 'professional', called: '没有的公司' }),
        'unknown_organisation',
      ],
    ])('%s', async (_, bad, code) => {
      const before = await stored()
      const answer = await send([cell(1, 'households', '2'), bad()])
      expectProblem(answer, 422, 'value_refused')
      expect(answer.json().faults).toMatchObject([{ row: 1, path: '/rows/1', code }])
      expect(await stored()).toBe(before)
    })

    test.each<[string, object, number, string]>([
      ['no rows', { rows: [] }, 400, 'bad_request'],
      ['a field nobody knows', { rows: [], price: 1 }, 400, 'unknown_field'],
      [
        'a control character',
        { rows: [{ subject: 1, indicator: 'name', value: 'a\u0000', effective_on: DAY }] },
        400,
        'bad_request',
      ],
      [
        'more than 2,000 rows',
        {
          rows: Array.from({ length: 2001 }, () => ({ subject: 1, indicator: 'name', value: 'a', effective_on: DAY })),
        },
        400,
        'bad_request',
      ],
    ])('%s', async (_, body, status, code) => {
      expectProblem(await post(stage, `${stage.at}/observations/batch`, body), status, code)
    })

    test('an empty name, spaces around one, a reference to nobody', async () => {
      const before = await stored()
      for (const value of [' ', '两端有空格 '])
        expectProblem(await send([cell(0, 'name', value)]), 422, 'value_refused')
      expectProblem(await send([cell(0, 'community', '999999')]), 422, 'value_refused')
      expect(await stored()).toBe(before)
    })
  })
})
