import type { MultiPolygon, Position } from 'geojson'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Compound } from '#core/api/index.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { ask, expectProblem, openStage, post, type Stage } from '../api/stage.ts'
import { polygon, square } from '../db/square.ts'

const DAY = '2024-10-01'

eachEngine('compounds by hand', connection => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage(connection())
  })
  afterAll(() => stage.close())

  const draw = (i: number, shape: unknown, more: object = {}) =>
    post(stage, `${stage.at}/compounds/${stage.cast.compounds[i]}/shape`, { shape, effective_on: DAY, ...more })
  const add = (body: object) => post(stage, `${stage.at}/compounds`, { effective_on: DAY, ...body })
  const undo = (seq: number) => ask(stage, `${stage.at}/batches/${seq}`, { method: 'DELETE' })
  const placeOf = async (id: number) =>
    (await ask(stage, `${stage.at}/compounds/${id}`)).json<{ compound: Compound | null }>().compound
  const stored = async () => {
    const { rows } = await sql<{ n: number }>`
      select ((select count(*) from shape) + (select count(*) from plan_write) + (select count(*) from subject))::int as n`.execute(
      connection().db,
    )
    return rows[0]!.n
  }

  test('未落图的小区画上边界即落图，再画则换，撤销则回到上一版', async () => {
    const id = stage.cast.compounds[0]!
    expect((await placeOf(id))?.at).toBeNull()
    const first = await draw(0, square(112.1, 34.1))
    expect(first.statusCode, first.body).toBe(201)
    const [lon, lat] = (await placeOf(id))!.at!
    expect([lon, lat]).toEqual([expect.closeTo(112.101, 3), expect.closeTo(34.101, 3)])
    const second = await draw(0, square(112.2, 34.1))
    expect(second.json().geometry_revision).toBe(first.json().geometry_revision + 1)
    expect((await placeOf(id))!.at![0]).toBeCloseTo(112.201, 3)
    expect((await undo(second.json().seq)).json()).toMatchObject({ shapes: 1 })
    expect((await placeOf(id))!.at![0]).toBeCloseTo(112.101, 3)
  })

  const ring = (...points: Position[]): MultiPolygon => ({ type: 'MultiPolygon', coordinates: [[points]] })
  // A ring that crosses itself in the middle:
  //   3───2
  //    ╲ ╱
  //     ╳
  //    ╱ ╲
  //   1───4
  const bowTie = polygon([112.1, 34.1], [112.102, 34.102], [112.1, 34.102], [112.102, 34.1])
  // A hole that lies beside its shell:
  //   ┌───┐   ┌─┐
  //   │   │   └─┘
  //   └───┘
  const holeOutside: MultiPolygon = {
    type: 'MultiPolygon',
    coordinates: [[square(112.1, 34.1).coordinates[0]![0]!, square(112.11, 34.1, 0.001).coordinates[0]![0]!]],
  }
  const many = Array.from({ length: 10_001 }, (_, i) => [
    112 + Math.cos(i / 1591.5) / 100,
    34 + Math.sin(i / 1591.5) / 100,
  ])

  test.each<[string, unknown, number, string, boolean]>([
    ['a bow-tie', bowTie, 422, 'shape_invalid', true],
    ['a hole outside of its shell', holeOutside, 422, 'shape_invalid', true],
    ['no area', ring([112.1, 34.1], [112.1, 34.2], [112.1, 34.3], [112.1, 34.1]), 422, 'shape_invalid', true],
    ['an unclosed ring', ring([112.1, 34.1], [112.2, 34.1], [112.2, 34.2], [112.1, 34.2]), 422, 'shape_invalid', true],
    ['swapped lon and lat', square(34.1, 112.1), 422, 'shape_invalid', true],
    ['outside of China', square(2.3, 48.8), 422, 'shape_invalid', true],
    ['too many points', ring(...many), 422, 'shape_invalid', false],
    [
      'points one on the other',
      ring([112.1, 34.1], [112.1, 34.1], [112.1, 34.1], [112.1, 34.1]),
      422,
      'shape_invalid',
      true,
    ],
    ['three points', ring([112.1, 34.1], [112.2, 34.1], [112.1, 34.1]), 400, 'bad_request', false],
    [
      'null for a number',
      ring([112.1, null as never], [112.2, 34.1], [112.2, 34.2], [112.1, 34.1]),
      400,
      'bad_request',
      false,
    ],
    [
      'text for a number',
      ring([112.1, '34' as never], [112.2, 34.1], [112.2, 34.2], [112.1, 34.1]),
      400,
      'bad_request',
      false,
    ],
    ['a longitude of 181', square(181, 34), 422, 'shape_invalid', true],
    ['half a county', square(112, 34, 1), 422, 'shape_invalid', true],
    ['a slip of the hand', square(112.1, 34.1, 0.00002), 422, 'shape_invalid', true],
    [
      'heights',
      ring([112.1, 34.1, 5], [112.2, 34.1, 5], [112.2, 34.2, 5], [112.1, 34.1, 5]),
      400,
      'bad_request',
      false,
    ],
    ['a polygon', { type: 'Polygon', coordinates: square(112.1, 34.1).coordinates[0] }, 400, 'bad_request', false],
    ['nothing', null, 400, 'bad_request', false],
    ['no parts', { type: 'MultiPolygon', coordinates: [] }, 400, 'bad_request', false],
    ['a coordinate system of its own', { ...square(112.1, 34.1), crs: 'EPSG:3857' }, 400, 'unknown_field', false],
  ])('%s is refused and leaves nothing', async (_, shape, status, code, hasPlace) => {
    const before = await stored()
    const answer = await draw(1, shape)
    expectProblem(answer, status, code)
    expect(answer.json().at !== undefined).toBe(hasPlace)
    expect(await stored()).toBe(before)
  })

  test('a shape of what is no compound, or of a day that is none', async () => {
    const shape = square(112.1, 34.1)
    expectProblem(
      await post(stage, `${stage.at}/compounds/${stage.cast.county}/shape`, { shape, effective_on: DAY }),
      404,
      'unknown_subject',
    )
    expectProblem(
      await post(stage, `${stage.at}/compounds/999999/shape`, { shape, effective_on: DAY }),
      404,
      'unknown_subject',
    )
    expectProblem(await draw(1, shape, { effective_on: '2024-02-31' }), 400, 'day_out_of_range')
  })

  test('新增小区：编号可不填，名称在社区内不能重，撤销后不再出现', async () => {
    const [community] = stage.cast.communities
    const added = await add({ name: '棉纺厂 3 号院', community })
    expect(added.statusCode, added.body).toBe(201)
    expect(added.json().code).toBe('a/棉纺厂 3 号院')
    expect(await placeOf(added.json().id)).toMatchObject({ name: '棉纺厂 3 号院', community, member: 'addition' })
    expectProblem(await add({ name: '棉纺厂３号院', community }), 422, 'value_refused')
    expectProblem(await add({ name: '另一个', community, code: 'c0' }), 422, 'value_refused')
    expect((await undo(added.json().seq)).statusCode).toBe(200)
    expect(await placeOf(added.json().id)).toBeNull()
  })

  test.each<[string, object, number, string]>([
    ['no community', { name: '甲院' }, 400, 'bad_request'],
    ['a community nobody knows', { name: '甲院', community: 999_999 }, 404, 'unknown_subject'],
    ['an empty name', { name: '', community: 1 }, 400, 'bad_request'],
    ['a day that is none', { name: '甲院', effective_on: '2024-02-31' }, 400, 'day_out_of_range'],
  ])('a new compound with %s', async (name, body, status, code) => {
    const community = name.includes('day') ? { community: stage.cast.communities[0] } : {}
    const before = await stored()
    expectProblem(await add({ ...community, ...body }), status, code)
    expect(await stored()).toBe(before)
  })
})
