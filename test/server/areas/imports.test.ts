import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachEngine } from '../../helpers/engines.ts'
import { box } from '../../helpers/metres.ts'
import { expectProblem, openStage, type Stage } from '../api/stage.ts'
import { sendFiles } from '../imports/imports-app.ts'
import { addCompounds, draftOf, drawn, published } from './stage.ts'

eachEngine('shapes imported under a published area', connection => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage(connection())
  })
  afterAll(() => stage.close())

  //  ┌────────┐
  //  │ [E ····│···]   the yard of the file reaches over the line
  //  └────────┘
  test('a yard the line would cut keeps the whole file out, by its name; within the line it is taken', async () => {
    const [yard] = await addCompounds(connection(), stage.document.id, [
      { name: '东院', shape: drawn(box(10, 10, 50, 50)) },
    ])
    await published(stage, draftOf(drawn(box(0, 0, 100, 60)), { name: '甲园' }))
    const { code } = await connection()
      .db.selectFrom('subject')
      .select('code')
      .where('id', '=', yard!)
      .executeTakeFirstOrThrow()
    const send = (east: number) => {
      const feature = { type: 'Feature', properties: { 编号: code }, geometry: drawn(box(10, 10, east, 50)) }
      const bytes = JSON.stringify({ type: 'FeatureCollection', features: [feature] })
      return sendFiles(stage.app, `${stage.at}/imports`, { shapes: { name: 'yards.geojson', bytes } })
    }
    const shapes = async () =>
      (await connection().db.selectFrom('shape').select('id').where('subject', '=', yard!).execute()).length
    const refused = await send(150)
    expectProblem(refused, 422, 'area_refused')
    expect(refused.json().detail).toContain('“东院”')
    expect(await shapes()).toBe(1)
    const taken = await send(90)
    expect(taken.statusCode, taken.body).toBe(201)
    expect(await shapes()).toBe(2)
  })
})
