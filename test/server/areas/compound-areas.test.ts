import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachEngine } from '../../helpers/engines.ts'
import { box } from '../../helpers/metres.ts'
import { ask, expectProblem, openStage, type Stage } from '../api/stage.ts'
import { addCompounds, DAY, draftOf, drawn, published } from './stage.ts'

/*  ┌────────────┐
 *  │ ┌──┐       │   东院 lies inside, 西院 is picked for a patch as well,
 *  │ │东│       │   南院 belongs to nothing
 *  │ └──┘       │
 *  └────────────┘  */
eachEngine('小区属于哪个区域', connection => {
  let stage: Stage
  let yards: number[]
  beforeAll(async () => {
    stage = await openStage(connection())
    yards = await addCompounds(connection(), stage.document.id, [
      { name: '东院', shape: drawn(box(10, 10, 30, 30)) },
      { name: '南院', shape: null },
    ])
    await published(stage, draftOf(drawn(box(0, 0, 100, 60)), { name: '东关', picks: yards.slice(0, 1) }))
    await published(stage, draftOf(null, { kind: 'patch', name: '一号片', picks: yards.slice(0, 1), ground: null }))
  })
  afterAll(() => stage.close())

  const areas = (compound: number, query = '') => ask(stage, `${stage.at}/compounds/${compound}/areas${query}`)
  const names = async (compound: number, query = '') =>
    (await areas(compound, query)).json().areas.map(({ name }: { name: string }) => name)

  test('有边界的在前，片区在后；不属于谁的没有', async () => {
    expect(await names(yards[0]!)).toEqual(['东关', '一号片'])
    expect(await names(yards[1]!)).toEqual([])
  })

  test('按那一天算：生效之前不属于谁', async () => {
    expect(await names(yards[0]!, `?as_of=${DAY}`)).toHaveLength(2)
    expect(await names(yards[0]!, '?as_of=2024-05-01')).toEqual([])
  })

  test('没有这个方案、不是日子，各有一句话', async () => {
    expectProblem(await ask(stage, '/api/plans/nowhere/compounds/1/areas'), 404, 'unknown_plan')
    expectProblem(await areas(yards[0]!, '?as_of=2024-02-31'), 400, 'day_out_of_range')
    expectProblem(await areas(yards[0]!, '?day=2024-02-01'), 400, 'unknown_field')
  })
})
