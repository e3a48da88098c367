import { beforeAll, expect, test } from 'vitest'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { ledgerRows } from '../../../server/compounds/compounds.queries.ts'
import { addObservations, type ObservationRow } from '../../../server/observations/observations.queries.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { newPlan, write } from '../../helpers/plans.ts'
import { addCast, type Cast } from '../../helpers/play-story.ts'

eachEngine('the ledger as of a day', connection => {
  let plan: PlanDocument
  let cast: Cast
  beforeAll(async () => {
    plan = await newPlan(connection())
    cast = await addCast(connection(), plan.id)
  })
  const say = (rows: Partial<ObservationRow>[]) =>
    write(connection(), plan.id, (trx, at) =>
      addObservations(
        trx,
        at,
        rows.map(row => ({
          subject: cast.compounds[0]!,
          indicator: 'management',
          value: null,
          effective_on: '',
          ...row,
        })),
      ),
    )
  const ledger = (as_of = '2024-10-18') =>
    ledgerRows(connection().db, { plan: plan.id, as_of, basis: 'reported', known: null, shown: 'management' })
  const first = async (as_of?: string) => (await ledger(as_of)).find(({ id }) => id === cast.compounds[0])

  test('a compound is in it from the first thing said of it until the last is withdrawn', async () => {
    expect(await ledger()).toEqual([])
    const [name] = await say([{ indicator: 'name', value: '东关小区', effective_on: '2024-03-11' }])
    expect((await ledger()).map(row => row.name)).toEqual(['东关小区'])
    await say([{ indicator: 'name', effective_on: '2024-03-11', replaces: name! }])
    expect(await ledger()).toEqual([])
  })

  test('who manages is said again: since the first day of the run, not the last report; another manager begins anew', async () => {
    const report = (value: string, effective_on: string) => say([{ value, effective_on }])
    await report('floating', '2024-04-01')
    await report('professional', '2024-05-12')
    await report('professional', '2024-06-01')
    expect(await first('2024-05-01')).toMatchObject({ management: 'floating', since: '2024-04-01' })
    expect(await first()).toMatchObject({ management: 'professional', since: '2024-05-12' })
    await report('none', '2024-07-01')
    await report('professional', '2024-08-01')
    expect(await first('2024-07-31')).toMatchObject({ management: 'none', since: '2024-07-01' })
    expect(await first()).toMatchObject({ management: 'professional', since: '2024-08-01' })
    expect(await first('2024-03-31')).toMatchObject({ management: null, since: null })
  })

  test('the days of its reports are those they were recorded on', async () => {
    expect((await first())?.reported_on).toEqual(['2024-10-18'])
  })
})
