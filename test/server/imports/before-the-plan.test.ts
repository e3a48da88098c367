import { expect, test } from 'vitest'
import { planImport, workOut } from '../../../server/imports/plan-import.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { newPlan, planFile } from '../../helpers/plans.ts'

eachEngine('方案还没开始', given => {
  test('不论方案载入与否，台账说的都是方案的第一天', async () => {
    const { db } = given()
    const loaded = await newPlan(given(), 'xx-county-2024', '2024-01-02')
    const file = planFile('xx-county-2024')
    for (const { input } of [await planImport(db, loaded.id, {}), await workOut(db, file, '2024-01-02', {}, {})])
      expect(input.as_of).toBe('2024-03-11')
  })
})
