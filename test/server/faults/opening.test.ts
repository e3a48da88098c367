import type { KyselyPlugin } from 'kysely'
import { expect, test } from 'vitest'
import { makeOpening } from '../../../server/accounts/opening.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { newPlan } from '../../helpers/plans.ts'

eachEngine('who may read, asked by many at once', connection => {
  test('a hall of walls asks the database once, not once a wall', async () => {
    const { id } = await newPlan(connection())
    let asked = 0
    const counting: KyselyPlugin = {
      transformQuery({ node }) {
        asked += 1
        return node
      },
      transformResult: async ({ result }) => result,
    }
    const opening = makeOpening(connection().db.withPlugin(counting))
    const demos = await Promise.all(Array.from({ length: 500 }, () => opening.isDemo(id)))
    const opened = await Promise.all(Array.from({ length: 500 }, () => opening.isOpened()))
    expect([new Set(demos), new Set(opened)]).toEqual([new Set([true]), new Set([false])])
    expect(asked).toBe(2)
    expect(await opening.isDemo('unknown')).toBeUndefined()
  })
})
