import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AreaVerdict } from '#core/api/areas.ts'
import { AREA_ISSUES } from '#core/areas/issues.ts'
import type { Connection } from '../../../server/db/connect.ts'
import { type AreaFixture, areaFixtures } from '../../helpers/area-fixtures.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { inDegrees, type MetresShape } from '../../helpers/metres.ts'
import { openStage, post, type Stage } from '../api/stage.ts'
import { addCompounds, addTown, DAY, draftOf, publish, published, submitted } from './stage.ts'

let scenes = 0

eachEngine('a drawn area is judged', connection => {
  let stage: Stage
  beforeAll(async () => {
    scenes = 0
    stage = await openStage(connection())
  })
  afterAll(() => stage.close())

  describe.each(areaFixtures())('$name', fixture => {
    let scene: Scene
    beforeAll(async () => {
      scene = await setUp(connection(), stage, fixture)
    })

    test('as the fixture says', async () => {
      const answer = await post(stage, `${stage.at}/areas/check`, { ...scene.asked, effective_on: DAY })
      expect(answer.statusCode, answer.body).toBe(200)
      const { issues } = answer.json() as AreaVerdict
      expect([...new Set(issues.map(({ code }) => code))].sort()).toEqual(fixture.issues)
      if (fixture.about) {
        const named = issues.filter(({ name }) => name !== null).map(({ name }) => name)
        expect([...new Set(named)].sort()).toEqual([...fixture.about].sort())
      }
    })

    test('and published only where nothing refuses it', async () => {
      const { kind, picks, ground, shape, town, community } = scene.asked
      const draft = await submitted(stage, draftOf(shape, { kind, picks, ground, town, community }))
      const answer = await publish(stage, draft)
      const refused = fixture.issues.filter(code => AREA_ISSUES[code] === 'refuse')
      if (refused.length === 0) {
        expect(answer.statusCode, answer.body).toBe(200)
        return
      }
      const problem = answer.json()
      expect([409, 422], answer.body).toContain(answer.statusCode)
      expect(problem.code).toBe(answer.statusCode === 409 ? 'area_overlaps' : 'area_refused')
      expect([...new Set(problem.faults.map((fault: { code: string }) => fault.code))].sort()).toEqual(refused)
    })
  })
})

interface Scene {
  asked: Pick<AreaFixture, 'kind' | 'ground'> & {
    town: number
    community: number | null
    shape: ReturnType<typeof inDegrees> | null
    picks: number[]
  }
}

/** Every fixture in a place of its own, some kilometres east of the one before, in one plan. */
async function setUp(connection: Connection, stage: Stage, fixture: AreaFixture): Promise<Scene> {
  scenes += 1
  const [lon, lat] = fixture.origin as [number, number]
  const origin = [lon + 0.2 * Math.floor(scenes / 80), lat + 0.1 * (scenes % 80)]
  const degrees = (shape: MetresShape) => inDegrees(origin, shape)
  const maybe = (shape: MetresShape | null) => shape && degrees(shape)
  const plan = stage.document.id
  const place = await addTown(connection, plan, {
    code: `t${scenes}`,
    town: maybe(fixture.town),
    community: maybe(fixture.community),
  })
  const ids = await addCompounds(
    connection,
    plan,
    fixture.compounds.map(each => ({ ...each, shape: maybe(each.shape) })),
  )
  const idOf = (name: string) => ids[fixture.compounds.findIndex(each => each.name === name)]!
  const further =
    fixture.neighbours.length > 0
      ? await addCompounds(
          connection,
          plan,
          fixture.neighbours.map(({ name }) => ({ name: `${name}之院`, shape: null })),
        )
      : []
  for (const [i, { name, shape, picks = [] }] of fixture.neighbours.entries()) {
    const all = [...picks.map(idOf), further[i]!]
    await published(stage, draftOf(degrees(shape), { name, picks: all }))
  }
  const community = fixture.community ? place.community : null
  return {
    asked: {
      kind: fixture.kind,
      ground: fixture.ground,
      town: place.town,
      community,
      shape: maybe(fixture.shape),
      picks: fixture.picks.map(idOf),
    },
  }
}
