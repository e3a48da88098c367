import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Draft } from '#core/api/areas.ts'
import { onPostgres } from '../helpers/engines.ts'
import { box } from '../helpers/metres.ts'
import { ask, openStage, type Stage } from '../server/api/stage.ts'
import { areaDifferences } from '../server/areas/differences.ts'
import { addCompounds, draftOf, drawn, publish, submitted } from '../server/areas/stage.ts'

const DRAFTS = 200

onPostgres('two hundred who publish over one another', connection => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage(connection())
  })
  afterAll(() => stage.close())

  //  ┌─┬─┬─┬─┐
  //  │ │ │ │ │ …  each over the middle of all
  //  └─┴─┴─┴─┘
  test('one wins, every other is told whose area lies there', async () => {
    await addCompounds(connection(), stage.document.id, [{ name: '中院', shape: drawn(box(210, 10, 250, 50)) }])
    const drafts: Draft[] = []
    for (let i = 0; i < DRAFTS; i++)
      drafts.push(await submitted(stage, draftOf(drawn(box(i, 0, 260 + i, 60)), { name: `第 ${i} 份` })))
    const answers = await Promise.all(drafts.map(draft => publish(stage, draft)))
    const codes = Map.groupBy(answers, ({ statusCode, body }) => `${statusCode} ${JSON.parse(body).code ?? ''}`)
    expect(Object.fromEntries([...codes].map(([code, each]) => [code, each.length]))).toEqual({
      '200 ': 1,
      '409 area_overlaps': DRAFTS - 1,
    })
    const won = drafts[answers.findIndex(({ statusCode }) => statusCode === 200)]!
    const lost = answers.find(({ statusCode }) => statusCode === 409)!
    expect(lost.json().detail).toContain(`“${won.name}”`)
    expect((await ask(stage, `${stage.at}/areas`)).json().areas).toHaveLength(1)
    expect(await areaDifferences(connection(), stage.document.id)).toEqual({
      spans: 0,
      members: 0,
      overlaps: 0,
      invalid: 0,
    })
  }, 180_000)

  test('one draft published by many at once is one area', async () => {
    const draft = await submitted(stage, draftOf(null, { kind: 'package', ground: null, picks: stage.cast.compounds }))
    const answers = await Promise.all(Array.from({ length: 20 }, () => publish(stage, draft)))
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1)
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200, 409]))
  })
})
