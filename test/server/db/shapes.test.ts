import type { MultiPolygon } from 'geojson'
import { beforeAll, expect, test } from 'vitest'
import { addShapes } from '../../../server/shapes/shapes.queries.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { newPlan, write } from '../../helpers/plans.ts'
import { addCast, type Cast } from '../../helpers/play-story.ts'
import { refused } from './as-role.ts'
import { polygon, square } from './square.ts'

eachEngine('what a shape may be', connection => {
  let plan: string
  let cast: Cast
  beforeAll(async () => {
    plan = (await newPlan(connection())).id
    cast = await addCast(connection(), plan)
  })
  const draw = (geometry: MultiPolygon | null, moves = true, compound = 0) =>
    write(
      connection(),
      plan,
      (trx, at) => addShapes(trx, at, [{ subject: cast.compounds[compound]!, geometry, effective_on: '2024-03-11' }]),
      moves,
    )

  test('a square is taken; null takes it off the map again', async () => {
    await draw(square(112.4, 34.6))
    await draw(null)
    const rows = await connection()
      .db.selectFrom('shape')
      .select(['geometry_revision', 'geom'])
      .where('plan', '=', plan)
      .orderBy('id')
      .execute()
    expect(rows.map(row => [row.geometry_revision, row.geom === null])).toEqual([
      [1, false],
      [2, true],
    ])
  })

  //  d   b
  //  |\ /|
  //  | x |
  //  |/ \|
  //  a   c
  test('a bow-tie is refused', () =>
    refused(draw(polygon([112.4, 34.6], [112.402, 34.602], [112.402, 34.6], [112.4, 34.602])), '23514', 'shape_valid'))

  //  ┌───┐
  //  └───┘────  there and back again
  test('a spike is refused', () =>
    refused(
      draw(
        polygon([112.4, 34.6], [112.402, 34.6], [112.404, 34.6], [112.402, 34.6], [112.402, 34.602], [112.4, 34.602]),
      ),
      '23514',
      'shape_valid',
    ))

  //  ┌──┐ ┌┐   the small ring stands outside the large one
  //  └──┘ └┘
  test('a hole outside its shell is refused', () => {
    const shell = square(112.4, 34.6).coordinates[0]![0]!
    const hole = square(112.5, 34.6, 0.001).coordinates[0]![0]!
    return refused(draw({ type: 'MultiPolygon', coordinates: [[shell, hole]] }), '23514', 'shape_valid')
  })

  test('an empty shape is refused', () => refused(draw({ type: 'MultiPolygon', coordinates: [] }), '23514'))

  test.each([
    ['longitude and latitude swapped', 34.6, 112.4],
    ['Paris', 2.35, 48.85],
    ['the southern ocean', 112.4, -34.6],
    ['metres', 38_500_000, 3_830_000],
  ])('%s is refused', (_name, west, south) => refused(draw(square(west, south)), '23514', 'shape_china'))

  test('10,001 points are refused, 10,000 are taken', async () => {
    const circle = (corners: number) =>
      polygon(
        ...Array.from({ length: corners }, (_, i) => {
          const turn = (2 * Math.PI * i) / corners
          return [112.4 + 0.01 * Math.cos(turn), 34.6 + 0.01 * Math.sin(turn)]
        }),
      )
    await draw(circle(9_999))
    await refused(draw(circle(10_000)), '23514', 'shape_points')
  })

  test('a write that moves no shapes takes none', () =>
    refused(draw(square(112.4, 34.6), false, 1), '23514', 'write_open'))
})
