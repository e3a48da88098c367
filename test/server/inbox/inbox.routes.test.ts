import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Inbox } from '#core/api/inbox.ts'
import type { Progress } from '#core/api/progress.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { ask, expectProblem, openStage, post, type Stage } from '../api/stage.ts'
import { asRole } from '../db/as-role.ts'

eachOwnEngine('the inbox', connection => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage(connection())
  })
  afterAll(() => stage.close())

  const inbox = async (): Promise<Inbox> => (await ask(stage, `${stage.at}/inbox`)).json()
  const report = async (i: number, more: object = {}) =>
    (
      await post(stage, `${stage.at}/observations`, {
        subject: stage.cast.compounds[i],
        indicator: 'management',
        value: 'professional',
        effective_on: '2024-06-03',
        evidence: ['contract'],
        ...more,
      })
    ).json().id as number
  const judge = (observations: number[], verdict: string, reason?: string, key?: string) =>
    post(stage, `${stage.at}/verdicts`, { observations, verdict, reason }, key ? { 'idempotency-key': key } : {})
  const covered = async (basis: string) =>
    ((await ask(stage, `${stage.at}/progress?basis=${basis}`)).json() as Progress).total.covered

  test('reported counts as reported; sent back it counts as neither; verified it counts as both', async () => {
    const before = [await covered('reported'), await covered('verified')]
    const first = await report(0)
    expect([await covered('reported'), await covered('verified')]).toEqual([before[0]! + 1, before[1]])
    expect((await inbox()).waiting).toMatchObject([
      { id: first, subject_name: '东关 0 号院', value: 'professional', evidence: ['contract'], account_name: '本机' },
    ])
    expect((await judge([first], 'returned', '合同缺盖章页')).statusCode).toBe(201)
    expect([await covered('reported'), await covered('verified')]).toEqual(before)
    expect(await inbox()).toMatchObject({
      waiting: [],
      returned: [{ id: first, reason: '合同缺盖章页', returned_by: '本机' }],
      counts: { waiting: 0, returned: 1 },
    })
    const again = await report(0, { replaces: first })
    expect(await inbox()).toMatchObject({ waiting: [{ id: again }], returned: [] })
    expect((await judge([again], 'verified')).statusCode).toBe(201)
    expect([await covered('reported'), await covered('verified')]).toEqual([before[0]! + 1, before[1]! + 1])
    expect(await inbox()).toMatchObject({ waiting: [], returned: [], counts: { waiting: 0, returned: 0 } })
  })

  test('many are verified in one write, once however often it is sent; with one gone meanwhile, none is', async () => {
    const ids = [await report(1), await report(2)]
    const first = (await judge(ids, 'verified', undefined, 'verify-two-once')).json()
    expect(first.verdicts).toBe(2)
    expect((await judge(ids, 'verified', undefined, 'verify-two-once')).json()).toEqual(first)
    const stale = [await report(3), await report(4)]
    await report(3, { replaces: stale[0], value: 'none', note: '撤场' })
    expectProblem(await judge(stale, 'verified'), 409, 'changed_meanwhile')
    expect((await inbox()).waiting.map(each => each.id)).toContain(stale[1])
  })

  test.each([
    [{ observations: [], verdict: 'verified' }, 400, 'bad_request'],
    [{ observations: [1, 1], verdict: 'verified' }, 400, 'bad_request'],
    [{ observations: [999_999_999], verdict: 'verified' }, 409, 'changed_meanwhile'],
    [{ observations: [1], verdict: 'returned' }, 422, 'value_refused'],
    [{ observations: [1], verdict: 'revoked' }, 400, 'bad_request'],
    [{ observations: [1], verdict: 'verified', account: 'x' }, 400, 'unknown_field'],
  ])('%j is refused', async (body, status, code) =>
    expectProblem(await post(stage, `${stage.at}/verdicts`, body), status, code),
  )

  test('two people who say different things of one day are a conflict; what was sent back is none', async () => {
    const mine = await report(5, { effective_on: '2024-07-01' })
    expect((await inbox()).conflicts).toEqual([])
    await asRole(connection(), 'fullcover_owner', null, trx =>
      trx
        .insertInto('account')
        .values({ id: 'other-office', name: '另一位', role: 'office' })
        .onConflict(oc => oc.doNothing())
        .execute(),
    )
    const { recordWrite } = await import('../../../server/db/write.ts')
    const { addObservations } = await import('../../../server/observations/observations.queries.ts')
    const [other] = await recordWrite(
      connection().db,
      stage.document.id,
      { account: 'other-office', action: 'report' },
      (trx, write) =>
        addObservations(trx, write, [
          { subject: stage.cast.compounds[5]!, indicator: 'management', value: 'floating', effective_on: '2024-07-01' },
        ]),
    )
    expect((await inbox()).conflicts).toMatchObject([
      { subject_name: '东关 5 号院', standing: { id: other, value: 'floating' }, other: { id: mine } },
    ])
    await judge([mine], 'returned', '以物业办登记为准')
    expect((await inbox()).conflicts).toEqual([])
  })

  test('a term within sixty days of its end is told of, and one that has ended', async () => {
    const file = (i: number, term_to: string) =>
      post(stage, `${stage.at}/compounds/${stage.cast.compounds[i]}/filings`, {
        filed_on: '2021-12-20',
        number: null,
        receipt: null,
        term_from: '2021-12-17',
        term_to,
      })
    await Promise.all([file(0, '2024-12-17'), file(1, '2024-12-18'), file(2, '2024-10-01')])
    expect((await inbox()).terms).toMatchObject([
      { subject_name: '东关 2 号院', days_left: -17 },
      { subject_name: '东关 0 号院', days_left: 60 },
    ])
    await file(2, '2027-10-01')
    expect((await inbox()).terms).toHaveLength(1)
  })

  test('a stranger has no inbox', async () => {
    const answer = await ask(stage, `${stage.at}/inbox`, { headers: { 'x-forwarded-for': '10.1.1.1' } })
    expect([401, 403]).toContain(answer.statusCode)
  })
})
