import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Roster, RosterAnswer } from '#core/api/roster.ts'
import { progressOn } from '#core/coverage/progress.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { historyOf, progressOf } from '../../../server/coverage/progress-of.ts'
import type { Connection } from '../../../server/db/connect.ts'
import { readSnapshot } from '../../../server/db/write.ts'
import { divisionsOf } from '../../../server/divisions/divisions.queries.ts'
import { addObservations } from '../../../server/observations/observations.queries.ts'
import { planOf } from '../../../server/plans/plan-of.ts'
import { useProblems } from '../../../server/plugins/errors.ts'
import { useValidation } from '../../../server/plugins/validation.ts'
import { rosterRoutes } from '../../../server/roster/roster.routes.ts'
import type { Services } from '../../../server/services.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { newPlan, write } from '../../helpers/plans.ts'
import { addCast, type Cast } from '../../helpers/play-story.ts'

const DAY = '2024-09-01'
const said = { effective_on: DAY, reason: '现场核实' }

eachEngine('底数', given => {
  let connection: Connection
  let app: FastifyInstance
  let plan: PlanDocument
  let cast: Cast
  let at: string

  beforeAll(async () => {
    connection = given()
    app = Fastify() as unknown as FastifyInstance
    useValidation(app)
    useProblems(app)
    app.decorateRequest('who', null)
    app.addHook('onRequest', async request => {
      request.who = { id: 'local', name: '本机', role: 'local' }
    })
    await app.register(rosterRoutes, { db: connection.db } as Services)
  })
  afterAll(() => app.close())

  /** Five compounds on the roster, the first three of them managed; the sixth is not listed. */
  beforeEach(async () => {
    plan = await newPlan(connection)
    cast = await addCast(connection, plan.id)
    at = `/plans/${plan.id}/roster`
    const rows = cast.compounds.flatMap((subject, i) => [
      { subject, indicator: 'name', value: `${i} 号院` },
      { subject, indicator: 'community', value: String(cast.communities[i % 3]) },
      { subject, indicator: 'households', value: '100' },
      ...(i < 5 ? [{ subject, indicator: 'roster', value: 'in' }] : []),
      ...(i < 3 ? [{ subject, indicator: 'management', value: 'professional' }] : []),
    ])
    await write(connection, plan.id, (trx, to) =>
      addObservations(
        trx,
        to,
        rows.map(row => ({ ...row, effective_on: '2024-03-10' })),
      ),
    )
  })

  const post = (act: string, body: object, { trial = false, key }: { trial?: boolean; key?: string } = {}) =>
    app.inject({
      method: 'POST',
      url: `${at}/${act}${trial ? '?dry_run=true' : ''}`,
      payload: body,
      headers: key ? { 'idempotency-key': key } : {},
    })
  const done = async (act: string, body: object) => {
    const answer = await post(act, body)
    expect([answer.statusCode, answer.body]).toEqual([201, expect.anything()])
    return answer.json<RosterAnswer>()
  }
  const refused = async (act: string, body: object) => {
    const answer = await post(act, body)
    expect(answer.json()).toMatchObject({ status: 422, code: 'roster_refused' })
    return answer.json<{ faults: { code: string }[] }>().faults.map(({ code }) => code)
  }
  const freeze = () => done('freeze', { ...said, effective_on: '2024-03-11' })
  const roster = async () => (await app.inject(at)).json<Roster>()

  /** The database's figures and the browser's rule say the same, on the day of the act and around it. */
  const agreed = () =>
    readSnapshot(connection.db, async trx => {
      const totals = []
      for (const as_of of ['2024-08-31', DAY, '2024-10-18']) {
        const state = await planOf(trx, plan.id, { as_of })
        const divisions = await divisionsOf(trx, plan.id, as_of, null)
        const question = {
          indicator: plan.headline.indicator,
          basis: 'reported',
          counted_by: 'count',
          scope: null,
        } as const
        const sql = await progressOf(trx, state, question, divisions)
        const rule = progressOn(
          plan,
          await historyOf(trx, state, question.indicator),
          { ...question, as_of },
          { divisions },
        )
        expect({ total: rule.total, additions: rule.additions, rows: rule.rows }).toEqual({
          total: sql.total,
          additions: sql.additions,
          rows: sql.rows,
        })
        totals.push([sql.total.covered, sql.total.total, sql.additions.total])
      }
      return totals
    })

  const parts = (households = [60, 40]) =>
    households.map((count, i) => ({
      code: `p${i}`,
      name: `${i} 号分院`,
      households: count,
      floor_area: null,
      buildings: null,
    }))

  test('冻结：先看将数到多少，冻结以后不能再冻；撤销以后可以重来', async () => {
    const trial = await post('freeze', said, { trial: true })
    expect([trial.statusCode, trial.json()]).toEqual([200, expect.objectContaining({ seq: null })])
    expect((await roster()).frozen_on).toBeNull()
    const { after } = await freeze()
    expect(after).toMatchObject({ baseline: { covered: 3, total: 5 } })
    expect(await refused('freeze', said)).toEqual(['already_frozen'])
    const { acts, frozen_on } = await roster()
    expect(frozen_on).toBe('2024-03-11')
    const undone = await app.inject({ method: 'DELETE', url: `${at}/${acts[0]!.seq}` })
    expect(undone.statusCode).toBe(200)
    expect(await roster()).toMatchObject({ frozen_on: null, acts: [{ kind: 'freeze', undone: expect.any(Number) }] })
    await freeze()
  })

  test('冻结以后列入的是另增；移出的从那天起不再计入，那天以前照旧', async () => {
    await freeze()
    const added = await done('add', { ...said, compounds: [cast.compounds[5]] })
    expect([added.before.additions.total, added.after.additions.total]).toEqual([0, 1])
    const removed = await done('remove', { ...said, compounds: [cast.compounds[0]] })
    expect(removed.after.baseline).toEqual({ covered: 2, total: 4 })
    expect(await agreed()).toEqual([
      [3, 5, 0],
      [2, 4, 1],
      [2, 4, 1],
    ])
  })

  test('拆分：仍按一个计；延续原来的管理则仍算落实，不延续则要各部分都落实', async () => {
    await freeze()
    const trial = await post(
      'split',
      { ...said, compound: cast.compounds[0], parts: parts(), carries_on: false },
      { trial: true },
    )
    expect(trial.json<RosterAnswer>().after.baseline).toEqual({ covered: 2, total: 5 })
    const kept = await done('split', { ...said, compound: cast.compounds[0], parts: parts(), carries_on: true })
    expect(kept.after.baseline).toEqual({ covered: 3, total: 5 })
    await done('split', {
      ...said,
      compound: cast.compounds[3],
      parts: parts().map(part => ({ ...part, code: `${part.code}b` })),
      carries_on: true,
    })
    expect(await agreed()).toEqual([
      [3, 5, 0],
      [3, 5, 0],
      [3, 5, 0],
    ])
  })

  test('合并：原来几个仍按几个计，都随并入的那个', async () => {
    await freeze()
    const { before, after } = await done('merge', {
      ...said,
      compounds: [cast.compounds[3], cast.compounds[4]],
      into: cast.compounds[0],
    })
    expect([before.baseline, after.baseline]).toEqual([
      { covered: 3, total: 5 },
      { covered: 5, total: 5 },
    ])
    expect(await agreed()).toEqual([
      [3, 5, 0],
      [5, 5, 0],
      [5, 5, 0],
    ])
  })

  test('每一项都可以撤销：数字回到原样，历史里都在', async () => {
    await freeze()
    const before = await agreed()
    for (const [act, body] of [
      ['add', { compounds: [cast.compounds[5]] }],
      ['remove', { compounds: [cast.compounds[0]] }],
      ['split', { compound: cast.compounds[1], parts: parts(), carries_on: true }],
      ['merge', { compounds: [cast.compounds[3]], into: cast.compounds[2] }],
    ] as const) {
      const { seq } = await done(act, { ...said, ...body })
      const undone = await app.inject({ method: 'DELETE', url: `${at}/${seq}` })
      expect([act, undone.statusCode]).toEqual([act, 200])
      expect([act, await agreed()]).toEqual([act, before])
      expect((await app.inject({ method: 'DELETE', url: `${at}/${seq}` })).json()).toMatchObject({
        code: 'already_undone',
      })
    }
    expect((await roster()).acts.map(({ kind }) => kind)).toEqual(['merge', 'split', 'remove', 'add', 'freeze'])
  })

  test('撤销了的拆分可以用同样的编号再来一次', async () => {
    const body = { ...said, compound: cast.compounds[0], parts: parts(), carries_on: true }
    const first = await done('split', body)
    await app.inject({ method: 'DELETE', url: `${at}/${first.seq}` })
    const again = await done('split', body)
    expect(again.after).toEqual(first.after)
    expect((await app.inject({ method: 'DELETE', url: `${at}/${again.seq}` })).statusCode).toBe(200)
    expect(await refused('split', { ...body, parts: parts().map(part => ({ ...part, code: 'c1' })) })).toContain(
      'code_taken',
    )
  })

  test('分出来的院落已有填报，不能撤销拆分', async () => {
    const { seq } = await done('split', { ...said, compound: cast.compounds[0], parts: parts(), carries_on: false })
    const { id } = await connection.db
      .selectFrom('subject')
      .select('id')
      .where('plan', '=', plan.id)
      .where('code', '=', 'p0')
      .executeTakeFirstOrThrow()
    await write(connection, plan.id, (trx, to) =>
      addObservations(trx, to, [{ subject: id, indicator: 'management', value: 'professional', effective_on: DAY }]),
    )
    const answer = await app.inject({ method: 'DELETE', url: `${at}/${seq}` })
    expect(answer.json()).toMatchObject({ status: 409, code: 'wrong_state' })
  })

  describe('不能这样变动', () => {
    test('列入已在的、移出不在的、拆两次、并入自己、拆已移出的', async () => {
      const [first, second, third] = cast.compounds
      expect(await refused('add', { ...said, compounds: [first] })).toEqual(['already_in'])
      expect(await refused('remove', { ...said, compounds: [cast.compounds[5]] })).toEqual(['not_in'])
      expect(await refused('merge', { ...said, compounds: [first], into: first })).toEqual(['merged_into_self'])
      await done('split', { ...said, compound: first, parts: parts(), carries_on: false })
      expect(await refused('split', { ...said, compound: first, parts: parts(), carries_on: false })).toContain(
        'already_split',
      )
      await done('remove', { ...said, compounds: [second] })
      expect(await refused('merge', { ...said, compounds: [third], into: second })).toEqual(['not_in'])
      expect(await refused('remove', { ...said, compounds: [999_999] })).toEqual(['unknown'])
    })

    test('户数分得不对、编号有人用、编号重复，逐条说出来，什么也没写', async () => {
      const wrong = { ...said, compound: cast.compounds[0], carries_on: false }
      expect(await refused('split', { ...wrong, parts: parts([60, 50]) })).toEqual(['households_differ'])
      expect(await refused('split', { ...wrong, parts: parts().map(part => ({ ...part, code: 'c1' })) })).toEqual([
        'code_taken',
        'code_taken',
        'code_twice',
      ])
      expect((await roster()).acts).toEqual([])
    })

    test('没有理由、没有日期、日期不对、多余的字段', async () => {
      expect((await post('remove', { effective_on: DAY, compounds: [cast.compounds[0]] })).statusCode).toBe(400)
      expect((await post('remove', { ...said, reason: '', compounds: [cast.compounds[0]] })).statusCode).toBe(400)
      expect(
        (await post('remove', { ...said, effective_on: '2024-02-31', compounds: [cast.compounds[0]] })).json(),
      ).toMatchObject({ code: 'day_out_of_range' })
      expect(
        (await post('remove', { ...said, compounds: [cast.compounds[0]], approved_by: 'me' })).json(),
      ).toMatchObject({ code: 'unknown_field' })
    })
  })

  test('同一个键再发一次，答复一样，只做一次', async () => {
    const body = { ...said, compounds: [cast.compounds[0]] }
    const first = await post('remove', body, { key: 'key-of-roster' })
    const again = await post('remove', body, { key: 'key-of-roster' })
    expect([again.statusCode, again.json()]).toEqual([201, first.json()])
    expect((await roster()).acts).toHaveLength(1)
  })
})
