import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { FACTS } from '#core/plan/facts.ts'
import {
  addObservations,
  addVerifications,
  type ObservationRow,
} from '../../../server/observations/observations.queries.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { newPlan, write } from '../../helpers/plans.ts'
import { addCast, type Cast } from '../../helpers/play-story.ts'
import { asRole, refused } from './as-role.ts'

const DAY = '2024-05-02'

eachEngine('what an observation may say', connection => {
  let plan: string
  let cast: Cast
  let other: Cast
  let otherPlan: string
  beforeAll(async () => {
    plan = (await newPlan(connection())).id
    cast = await addCast(connection(), plan)
    otherPlan = (await newPlan(connection())).id
    other = await addCast(connection(), otherPlan)
  })

  const add = (row: Partial<ObservationRow>) =>
    write(connection(), plan, (trx, at) =>
      addObservations(trx, at, [
        { subject: cast.compounds[0]!, indicator: 'unit_yard', value: 'true', effective_on: DAY, ...row },
      ]),
    )
  const stored = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from observation where plan = ${plan}`.execute(connection().db))
      .rows[0]!.n

  test('the facts of the database are those of the core', async () => {
    const facts = await connection().db.selectFrom('fact').select(['id', 'type', 'choices']).execute()
    expect(Object.fromEntries(facts.map(fact => [fact.id, fact.type]))).toEqual(
      Object.fromEntries(Object.entries(FACTS).map(([id, fact]) => [id, fact.type])),
    )
    expect(facts.filter(fact => fact.choices)).toEqual([{ id: 'roster', type: 'choice', choices: ['in', 'out'] }])
  })

  test('an observation, a verification and a shape need a write opened in the same transaction', async () => {
    const [id] = await add({})
    const { seq } = await connection()
      .db.selectFrom('plan_head')
      .select('seq')
      .where('plan', '=', plan)
      .executeTakeFirstOrThrow()
    const late = { plan, seq, recorded_at: '', geometry_revision: 0 }
    const asApp = <T>(work: Parameters<typeof asRole<T>>[3]) => asRole(connection(), 'fullcover_app', 'local', work)
    await refused(
      asApp(trx =>
        addObservations(trx, late, [
          { subject: cast.compounds[0]!, indicator: 'unit_yard', value: 'true', effective_on: DAY },
        ]),
      ),
      '23514',
      'write_open',
    )
    await refused(
      asApp(trx => addVerifications(trx, late, [{ observation: id!, verdict: 'verified' }])),
      '23514',
      'write_open',
    )
    await refused(
      asApp(trx =>
        trx
          .insertInto('shape')
          .values({ plan, seq, subject: cast.compounds[0]!, geometry_revision: 1, effective_on: DAY, geom: null })
          .execute(),
      ),
      '23514',
      'write_open',
    )
  })

  describe('values are canonical text of their type', () => {
    test.each([
      ['management', ['professional', 'none'], ['Professional', 'nothing', 'true', ' professional']],
      ['unit_yard', ['true', 'false'], ['TRUE', 'yes', '1', 't']],
      ['score', ['0', '-3', '85.5', '99.123456'], ['85,5', '.5', '05', '1e3', 'NaN', '1.1234567', '+1']],
      ['households', ['0', '3005'], ['-1', '3.5', '03', '3005户', '９', '1e3', '9999999999999999']],
      ['due_on', ['2024-02-29', '2024-12-31'], ['2024-02-31', '2023-02-29', '2024-13-01', '2024-1-1', '2024-04-31']],
      ['name', ['东关小区', 'a b'], [' 东关小区', '东关\t小区', '东关\n小区', '东'.repeat(501)]],
    ])('%s', async (indicator, good, bad) => {
      for (const value of good) await add({ indicator, value })
      const before = await stored()
      for (const value of bad)
        await expect(add({ indicator, value }), JSON.stringify(value)).rejects.toMatchObject({ code: '23514' })
      expect(await stored()).toBe(before)
    })

    test('an indicator the plan does not have, has only derived, or has on another kind of subject', async () => {
      for (const indicator of ['no_such', 'coverage', 'standard_met'])
        await refused(add({ indicator }), '23514', 'value_fits')
      await refused(
        add({ subject: cast.county, indicator: 'management', value: 'professional' }),
        '23514',
        'value_fits',
      )
    })

    test('a month, quarter or year is one', async () => {
      for (const period of ['2024', '2024-12', '2024-Q4']) await add({ period })
      for (const period of ['2024-13', '2024-00', '2024-Q5', '24', '']) await refused(add({ period }), '23514')
    })

    test('a day of no such century', () => refused(add({ effective_on: '1989-12-31' }), '23514'))
  })

  describe('a reference speaks of a subject of the same plan and of the right kind', () => {
    test.each([
      ['community', () => 999_999_999],
      ['community', () => other.communities[0]!],
      ['community', () => cast.compounds[1]!],
      ['merged_into', () => cast.compounds[0]!],
      ['merged_into', () => cast.communities[0]!],
      ['split_from', () => cast.county],
    ])('%s refused', async (indicator, value) => {
      await refused(add({ indicator, value: String(value()) }), '23503', 'value_known')
    })
    test.each(['0', '-5', 'x', '1.5', '99999999999999999999'])('community = %s is no reference at all', value =>
      refused(add({ indicator: 'community', value }), '23514', 'value_fits'),
    )
    test('whatever the database believes of the sizes of its tables, and so in whichever order it joins them', async () => {
      const [subject, another] = cast.compounds as [number, number]
      const rows: ObservationRow[] = Array.from({ length: 2000 }, (_, n) =>
        n % 2
          ? { subject, indicator: 'management', value: 'self_governed', effective_on: DAY }
          : { subject: another, indicator: 'community', value: String(cast.communities[n % 3]), effective_on: DAY },
      )
      const tables = ['fact', 'plan_indicator', 'subject']
      const believe = (large: string[]) =>
        connection().script(`
          update pg_class set relpages = 1, reltuples = case when relname = any('{${large}}') then 1e7 else 1 end
          where relname = any('{${tables}}')`)
      for (const large of [[], ['fact'], ['plan_indicator'], ['subject'], ['fact', 'plan_indicator']]) {
        await believe(large)
        await write(connection(), plan, (trx, at) => addObservations(trx, at, rows)).catch(error =>
          expect.fail(`${large} believed large: ${error.message}`),
        )
      }
      await connection().script('analyze')
    })
    test('a compound named as the organisation that manages', async () => {
      await refused(add({ organisation: cast.compounds[1]! }), '23514')
    })

    test('a subject or an organisation of another plan', async () => {
      await refused(add({ subject: other.compounds[0]! }), '23503')
      await refused(add({ organisation: other.compounds[0]! }), '23503')
    })
  })

  describe('a correction', () => {
    test('speaks of the same subject and indicator', async () => {
      const [id] = await add({})
      await refused(add({ subject: cast.compounds[1]!, replaces: id! }), '23503', 'observation_replaces_same')
      await refused(add({ indicator: 'households', value: '3', replaces: id! }), '23503', 'observation_replaces_same')
    })
    test('speaks of an earlier row: neither itself nor one to come', async () => {
      const [id] = await add({})
      await refused(add({ replaces: id! + 1000 }), '23514', 'observation_order')
    })
    test('without a value it must name what it withdraws', () =>
      refused(add({ value: null }), '23514', 'observation_withdraws'))
  })

  describe('a verification', () => {
    const verify = (observation: number, verdict: 'verified' | 'returned', reason: string | null, of = plan) =>
      write(connection(), of, (trx, at) => addVerifications(trx, at, [{ observation, verdict, reason }]))
    test('of another plan, of nothing, or of a withdrawal is refused', async () => {
      const [id] = await add({})
      const [withdrawal] = await add({ value: null, replaces: id! })
      await refused(verify(id!, 'verified', null, otherPlan), '23514', 'write_open')
      await refused(verify(withdrawal!, 'verified', null), '23514', 'write_open')
      await refused(verify(999_999_999, 'verified', null), '23503')
    })
    test('that returns says why', async () => {
      const [id] = await add({})
      await refused(verify(id!, 'returned', null), '23514', 'verification_reason')
      await verify(id!, 'returned', '照片看不清')
    })
  })
})
