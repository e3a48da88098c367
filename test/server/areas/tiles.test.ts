import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { daysBetween } from '#core/calendar/days.ts'
import { createTileMaker, type TileMaker } from '../../../server/tiles/tile-maker.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { box } from '../../helpers/metres.ts'
import { openStage, post, type Stage } from '../api/stage.ts'
import { decode, tileAt } from '../tiles/shapes.ts'
import { addCompounds, draftOf, drawn, ORIGIN, published } from './stage.ts'

const Z = 14

eachEngine('areas in tiles', connection => {
  let stage: Stage
  let maker: TileMaker
  let picks: number[]
  beforeAll(async () => {
    stage = await openStage(connection())
    maker = createTileMaker(connection().db)
    picks = await addCompounds(connection(), stage.document.id, [
      { name: '东院', shape: null },
      { name: '西院', shape: null },
    ])
  })
  afterAll(() => stage.close())

  const revision = async () =>
    (
      await connection()
        .db.selectFrom('plan_head')
        .select('geometry_revision')
        .where('plan', '=', stage.document.id)
        .executeTakeFirstOrThrow()
    ).geometry_revision

  /** What the tile over the origin says of areas at a geometry revision, or that it is empty. */
  async function areasAt(geometry_revision: number, from = maker) {
    const [x, y] = tileAt(ORIGIN as [number, number], Z)
    const { gzipped } = await from.tile({ plan: stage.document.id, geometry_revision, z: Z, x, y })
    const found = gzipped ? decode(gunzipSync(gzipped), 'areas') : []
    return found.map(({ id, properties }) => ({ id, ...properties }))
  }

  test('an area published, replaced and retired is in the tiles of each revision with its days, read on or anew', async () => {
    const before = await revision()
    expect(await areasAt(before)).toEqual([])
    const area = await published(stage, draftOf(drawn(box(0, 0, 100, 60)), { picks: [picks[0]!] }), '2024-03-01')
    const first = await revision()
    const again = draftOf(drawn(box(0, 0, 120, 60)), { picks: [picks[0]!], area, based_on: 1 })
    await published(stage, again, '2024-06-01')
    const second = await revision()
    const patch = draftOf(drawn(box(300, 0, 400, 60)), { kind: 'patch', ground: null, picks: [picks[1]!] })
    const other = await published(stage, patch, '2024-03-01')
    const third = await revision()
    const ended = await post(stage, `${stage.at}/areas/${area}/retire`, {
      version: 2,
      effective_on: '2024-06-01',
      reason: '并入相邻区域',
    })
    expect(ended.statusCode, ended.body).toBe(200)
    const last = await revision()

    const [march, june] = ['2024-03-01', '2024-06-01'].map(day => daysBetween('1970-01-01', day)) as [number, number]
    const own = { id: area, kind: 'management_area' }
    const loose = { id: other, kind: 'patch', from: march }
    const expected: [number, object[]][] = [
      [before, []],
      [first, [{ ...own, from: march }]],
      [
        second,
        [
          { ...own, from: march, to: june },
          { ...own, from: june },
        ],
      ],
      [third, [{ ...own, from: march, to: june }, { ...own, from: june }, loose]],
      [last, [{ ...own, from: march, to: june }, loose]],
    ]
    expect([before, first, second, third, last]).toEqual([before, before + 1, before + 2, before + 3, before + 4])
    for (const [at, areas] of expected) {
      expect(await areasAt(at), `revision ${at}`).toEqual(areas)
      expect(await areasAt(at, createTileMaker(connection().db)), `revision ${at}, read anew`).toEqual(areas)
    }
  })

  test('a package without a shape is on no tile', async () => {
    const before = await areasAt(await revision())
    await published(stage, draftOf(null, { kind: 'package', ground: null, picks }), '2024-03-01')
    expect(await areasAt(await revision())).toEqual(before)
  })
})
