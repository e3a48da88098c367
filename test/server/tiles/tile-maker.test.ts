import { gunzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { ApiError } from '#core/api/errors.ts'
import type { Db } from '../../../server/db/database.ts'
import { createTileMaker, type Tile } from '../../../server/tiles/tile-maker.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { decode, type Position, rectangle, tileAt } from './shapes.ts'
import { addTown, planWith, reshape, yards } from './yards.ts'

const HERE: Position = [112.43, 34.62]
const THERE: Position = [112.53, 34.72]

const idsIn = ({ gzipped }: Tile, layer?: string) =>
  gzipped ? decode(gunzipSync(gzipped), layer).map(feature => feature.id!) : []

function addressOf(plan: string, geometry_revision: number, place: Position, z = 14) {
  const [x, y] = tileAt(place, z)
  return { plan, geometry_revision, z, x, y }
}

eachEngine('tile maker', connection => {
  let db: Db
  beforeAll(() => {
    db = connection().db
  })

  test('sixty-four who ask at once get the one tile that was made', async () => {
    const { plan } = await planWith(db, yards(20))
    const maker = createTileMaker(db)
    const made = await Promise.all(Array.from({ length: 64 }, () => maker.tile(addressOf(plan, 1, HERE, 12))))
    expect(new Set(made).size).toBe(1)
  })

  test('a moved compound is in the new revision where it moved to, and in the past one where it was', async () => {
    const { plan, ids } = await planWith(db, [[[rectangle(HERE, 80)]], [[rectangle([112.44, 34.62], 80)]]])
    const maker = createTileMaker(db)
    const before = await maker.tile(addressOf(plan, 1, HERE))
    const revision = await reshape(db, plan, ids[0]!, [[rectangle(THERE, 80)]])
    expect(revision).toBe(2)
    expect(idsIn(await maker.tile(addressOf(plan, 2, THERE)))).toEqual([ids[0]])
    expect(idsIn(await maker.tile(addressOf(plan, 2, THERE)), 'compound_points')).toEqual([ids[0]])
    expect(idsIn(await maker.tile(addressOf(plan, 2, HERE)))).not.toContain(ids[0])
    expect(idsIn(before)).toContain(ids[0])
    expect(idsIn(await createTileMaker(db).tile(addressOf(plan, 1, HERE)))).toContain(ids[0])
  })

  test('many small changes one by one give the tiles a fresh reading gives', async () => {
    const shapes = yards(60)
    const { plan, ids } = await planWith(db, shapes)
    const maker = createTileMaker(db)
    for (let i = 0; i < 40; i++) {
      const subject = ids[(i * 7) % ids.length]!
      const polygons = i % 4 === 3 ? null : [[rectangle([112.4 + 0.001 * i, 34.6 + 0.0007 * i], 30 + i)]]
      const revision = await reshape(db, plan, subject, polygons)
      const fresh = createTileMaker(db)
      for (const z of [0, 11, 13]) {
        const address = addressOf(plan, revision, [112.415, 34.612], z)
        const [grown, whole] = [await maker.tile(address), await fresh.tile(address)]
        for (const layer of ['compounds', 'compound_points']) {
          expect(idsIn(grown, layer).sort()).toEqual(idsIn(whole, layer).sort())
        }
      }
    }
  }, 60_000)

  test('a tile the change did not touch is the same one, not made again', async () => {
    const { plan, ids } = await planWith(db, yards(30))
    const maker = createTileMaker(db)
    const before = await maker.tile(addressOf(plan, 1, HERE))
    await reshape(db, plan, ids[0]!, [[rectangle(THERE, 50)]])
    expect(await maker.tile(addressOf(plan, 2, HERE))).toBe(before)
  })

  test('a town says its level and code, and lies in a layer of its own', async () => {
    const { plan } = await planWith(db, yards(10))
    const revision = await addTown(db, plan, 'T1', [[rectangle(HERE, 5000)]])
    const { gzipped } = await createTileMaker(db).tile(addressOf(plan, revision, HERE, 10))
    expect(decode(gunzipSync(gzipped!), 'divisions').map(feature => feature.properties)).toEqual([
      { level: 'town', code: 'T1' },
    ])
  })

  test('the ground is drawn by class and name, and a new ground is seen with the next revision', async () => {
    const { plan, ids } = await planWith(db, [[[rectangle(HERE, 80)]]])
    const maker = createTileMaker(db)
    const roads = async (revision: number) => {
      const { gzipped } = await maker.tile(addressOf(plan, revision, HERE))
      return decode(gunzipSync(gzipped!), 'road').map(feature => feature.properties)
    }
    expect(await roads(1)).toEqual([])
    const geom = `SRID=4490;LINESTRING(${HERE[0] - 0.01} ${HERE[1]}, ${HERE[0] + 0.01} ${HERE[1]})`
    await db.insertInto('basemap').values({ plan, layer: 'road', class: 'main', name: '人民路', geom }).execute()
    await reshape(db, plan, ids[0]!, [[rectangle(HERE, 90)]])
    expect(await roads(2)).toEqual([{ class: 'main', name: '人民路' }])
  })

  test('a plan or a revision there is not is refused by name', async () => {
    const { plan } = await planWith(db, yards(5))
    const maker = createTileMaker(db)
    const codeOf = (address: Parameters<typeof maker.tile>[0]) =>
      maker.tile(address).then(
        () => null,
        (error: unknown) => error instanceof ApiError && error.code,
      )
    expect(await codeOf(addressOf('no-such-plan', 1, HERE))).toBe('unknown_plan')
    expect(await codeOf(addressOf(plan, 2, HERE))).toBe('unknown_revision')
    expect(await codeOf(addressOf(plan, 0, HERE))).toBeNull()
  })

  test('what is kept stays within its bound', async () => {
    const { plan } = await planWith(db, yards(40))
    const maker = createTileMaker(db, { tile_bytes: 2000 })
    const first = await maker.tile(addressOf(plan, 1, HERE, 8))
    for (let z = 9; z <= 16; z++) await maker.tile(addressOf(plan, 1, HERE, z))
    const again = await maker.tile(addressOf(plan, 1, HERE, 8))
    expect(again).not.toBe(first)
    expect(again.etag).toBe(first.etag)
  })
})
