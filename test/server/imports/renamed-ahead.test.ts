import { expect, test } from 'vitest'
import { commitImport } from '../../../server/imports/commit-import.ts'
import { planImport } from '../../../server/imports/plan-import.ts'
import { addObservations } from '../../../server/observations/observations.queries.ts'
import { subjectIds } from '../../../server/subjects/subjects.queries.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { newPlan, write } from '../../helpers/plans.ts'

const LEDGER = '编号,小区名称,镇,社区\nA01,粮食局家属院,城关镇,东关社区\n'

eachEngine('明年才改名的社区', given => {
  test('今年的台账还用今年的名称，不再建一个社区', async () => {
    const { db } = given()
    const plan = await newPlan(given())
    const ledger = { name: 'a.csv', bytes: new TextEncoder().encode(LEDGER) }
    const planOn = (as_of: string) => planImport(db, plan.id, { ledger }, { as_of })
    await commitImport(db, await planOn('2024-10-18'), 'local')
    const subject = (await subjectIds(db, plan.id, 'division')).get('城关镇/东关社区')!
    await write(given(), plan.id, (trx, opened) =>
      addObservations(trx, opened, [{ subject, indicator: 'name', value: '曙光社区', effective_on: '2025-01-01' }]),
    )
    expect((await planOn('2024-10-18')).change.divisions).toEqual([])
    expect((await planOn('2025-01-01')).change.divisions).toMatchObject([{ code: '城关镇/东关社区-2' }])
  })
})
