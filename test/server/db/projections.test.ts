import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { newPlan } from '../../helpers/plans.ts'
import { addCast, playWrite } from '../../helpers/play-story.ts'
import { story } from '../../helpers/random-history.ts'
import { differences } from './differences.ts'

const RUNS = Number(process.env.PROPERTY_RUNS ?? 6)

eachOwnEngine('what is kept ready', connection => {
  test('is what a recount gives: spans, standing rows and day deltas, whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(story, async writes => {
        const plan = await newPlan(connection())
        const cast = await addCast(connection(), plan.id)
        const told: Parameters<typeof playWrite>[3] = []
        for (const acts of writes) await playWrite(connection(), plan, cast, told, acts)
        expect(await differences(connection(), plan.id)).toEqual({ spans: 0, standing: 0, deltas: 0 })
      }),
      { numRuns: RUNS },
    )
  })
})
