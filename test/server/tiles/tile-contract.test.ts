import { gunzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../../server/db/database.ts'
import { createTileMaker, type TileMaker } from '../../../server/tiles/tile-maker.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { areaOf, decode } from './shapes.ts'
import { planWith, yards } from './yards.ts'

interface Piece {
  x: number
  y: number
  id: number
  area: number
}

/** PostGIS's own answer: what of each compound lies in each tile and `margin` units around it, in square units. */
async function pieces(db: Db, plan: string, z: number, margin: number): Promise<Piece[]> {
  const { rows } = await sql<Piece>`
    with flat as materialized (
      select subject, ST_Transform(geom, 3857) as geom from shape where plan = ${plan}
    ), world as (
      select ST_Extent(geom) as box, 2 * pi() * 6378137 / 2 ^ ${z}::int as side from flat
    ), tile as (
      select x, y, ST_TileEnvelope(${z}, x, y, margin => ${margin} / 4096.0) as box, side from world,
        generate_series(floor(ST_XMin(box) / side + 2 ^ ${z}::int / 2 - 0.1)::int, floor(ST_XMax(box) / side + 2 ^ ${z}::int / 2 + 0.1)::int) x,
        generate_series(floor(2 ^ ${z}::int / 2 - ST_YMax(box) / side - 0.1)::int, floor(2 ^ ${z}::int / 2 - ST_YMin(box) / side + 0.1)::int) y
    )
    select t.x, t.y, f.subject as id, ST_Area(ST_Intersection(f.geom, t.box)) / (t.side / 4096) ^ 2 as area
    from tile t join flat f on ST_Intersects(f.geom, t.box)`.execute(db)
  return rows
}

const without = (some: Set<string>, others: Set<string>) => [...some].filter(key => !others.has(key))
const keys = (rows: Piece[]) => new Set(rows.map(({ x, y, id }) => `${x}/${y} ${id}`))

eachEngine('tiles as PostGIS has them', connection => {
  let plan: string
  let ids: number[]
  let maker: TileMaker
  beforeAll(async () => {
    ;({ plan, ids } = await planWith(connection().db, yards(80)))
    maker = createTileMaker(connection().db)
  }, 60_000)

  async function cut(z: number, x: number, y: number, layer?: string) {
    const { gzipped } = await maker.tile({ plan, geometry_revision: 1, z, x, y })
    return gzipped ? decode(gunzipSync(gzipped), layer) : []
  }

  describe.each([8, 9, 10, 11, 12, 13, 14, 15, 16])('zoom %i', z => {
    test('every tile has the compounds PostGIS finds there, to a unit of the buffer', async () => {
      const wider = await pieces(connection().db, plan, z, 65)
      const narrower = keys(await pieces(connection().db, plan, z, 63))
      const ours: Piece[] = []
      for (const at of new Set(wider.map(({ x, y }) => `${x}/${y}`))) {
        const [x, y] = at.split('/').map(Number) as [number, number]
        for (const feature of await cut(z, x, y)) ours.push({ x, y, id: feature.id!, area: areaOf(feature) })
      }
      expect(without(narrower, keys(ours))).toEqual([])
      expect(without(keys(ours), keys(wider))).toEqual([])
      expect(new Set(ours.map(piece => piece.id))).toEqual(new Set(ids))
      if (z < 14) return
      const exact = new Map(
        (await pieces(connection().db, plan, z, 64)).map(piece => [`${piece.x}/${piece.y} ${piece.id}`, piece.area]),
      )
      const large = ours.filter(piece => piece.area > 10_000)
      expect(large.length).toBeGreaterThan(50)
      for (const { x, y, id, area } of large) {
        expect(Math.abs(area / exact.get(`${x}/${y} ${id}`)! - 1)).toBeLessThan(0.01)
      }
    })

    test('each compound has one point inside it, in one tile', async () => {
      const found: number[] = []
      for (const at of new Set((await pieces(connection().db, plan, z, 64)).map(({ x, y }) => `${x}/${y}`))) {
        const [x, y] = at.split('/').map(Number) as [number, number]
        for (const feature of await cut(z, x, y, 'compound_points')) {
          const point = feature.loadGeometry()[0]![0]!
          if (point.x >= 0 && point.x < 4096 && point.y >= 0 && point.y < 4096) found.push(feature.id!)
        }
      }
      expect(found.sort((a, b) => a - b)).toEqual([...ids].sort((a, b) => a - b))
    })
  })
})
