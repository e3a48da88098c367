import type { MultiPolygon } from 'geojson'
import { expect, test } from 'vitest'
import { extentOf } from '../../../server/plans/plans.queries.ts'
import { addShapes } from '../../../server/shapes/shapes.queries.ts'
import { eachOwnEngine } from '../../helpers/engines.ts'
import { newPlan, write } from '../../helpers/plans.ts'
import { addCast } from '../../helpers/play-story.ts'
import { square } from '../db/square.ts'

//            ┌─┐ far off, drawn wrongly and mended
//            └─┘
//  ┌─┐ ┌─┐
//  └─┘ └─┘

eachOwnEngine('where a plan lies', connection => {
  test('is where its compounds are now: a shape replaced or taken off stretches it no longer', async () => {
    const { id: plan } = await newPlan(connection())
    const { compounds } = await addCast(connection(), plan)
    const draw = (compound: number, geometry: MultiPolygon | null) =>
      write(
        connection(),
        plan,
        (trx, at) => addShapes(trx, at, [{ subject: compounds[compound]!, geometry, effective_on: '2024-03-11' }]),
        true,
      )
    const extent = () => extentOf(connection().db, plan)
    expect(await extent()).toBeNull()
    await draw(0, square(112.5, 34.5, 0.25))
    await draw(1, square(118, 38, 0.25))
    expect(await extent()).toEqual([112.5, 34.5, 118.25, 38.25])
    await draw(1, square(113, 34.5, 0.25))
    expect(await extent()).toEqual([112.5, 34.5, 113.25, 34.75])
    await draw(1, null)
    expect(await extent()).toEqual([112.5, 34.5, 112.75, 34.75])
  })
})
