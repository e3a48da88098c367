import { gunzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../../server/db/database.ts'
import { subjectIds } from '../../../server/subjects/subjects.queries.ts'
import { createTileMaker, type TileMaker } from '../../../server/tiles/tile-maker.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { areaOf, decode, type Polygons, type Position } from './shapes.ts'
import { addTown, planWith, yards } from './yards.ts'

interface Piece {
  x: number
  y: number
  id: number
  area: number
}

/** PostGIS's own answer: what of each compound or division lies in each tile and `margin` units around it, in square units. */
async function pieces(db: Db, plan: string, kind: string, z: number, margin: number): Promise<Piece[]> {
  const { rows } = await sql<Piece>`
    with flat as materialized (
      select s.subject, ST_Transform(s.geom, 3857) as geom from shape s join subject u on u.id = s.subject
      where s.plan = ${plan} and u.kind = ${kind}
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

const ZOOMS = Array.from({ length: 17 }, (_, z) => z)
/** Areas are compared from the zoom on at which rounding to whole units is small beside them. */
const LAYERS = [
  { layer: 'compounds', kind: 'compound', measured_from: 14, large: 51 },
  { layer: 'divisions', kind: 'division', measured_from: 11, large: 2 },
] as const

const without = (some: Set<string>, others: Set<string>) => [...some].filter(key => !others.has(key))
const keys = (rows: Piece[]) => new Set(rows.map(({ x, y, id }) => `${x}/${y} ${id}`))

/*
 *   ┌───────────────┬────────┐
 *   │ T1   ┌──────┐ │   T2   │   two towns share a border, one with another county's ground in it;
 *   │      └──────┘ │        │   T2 has an outlying part too small to see from afar
 *   └───────────────┴────────┘   ▫
 */
const BORDER = 112.43
const box = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]
const TOWNS: [string, Polygons][] = [
  ['T1', [[box(112.39, 34.59, BORDER, 34.65), box(112.405, 34.61, 112.415, 34.62)]]],
  ['T2', [[box(BORDER, 34.59, 112.46, 34.65)], [box(112.47, 34.6, 112.4703, 34.6002)]]],
]

eachEngine('tiles as PostGIS has them', connection => {
  let plan: string
  let revision: number
  let maker: TileMaker
  const ids = { compound: [] as number[], division: [] as number[] }
  beforeAll(async () => {
    const { db } = connection()
    ;({ plan, ids: ids.compound } = await planWith(db, yards(80)))
    for (const [code, polygons] of TOWNS) revision = await addTown(db, plan, code, polygons)
    ids.division = [...(await subjectIds(db, plan, 'division')).values()]
    maker = createTileMaker(db)
  }, 60_000)

  async function cut(z: number, x: number, y: number, layer: string) {
    const { gzipped } = await maker.tile({ plan, geometry_revision: revision, z, x, y })
    return gzipped ? decode(gunzipSync(gzipped), layer) : []
  }

  describe.each(ZOOMS)('zoom %i', z => {
    test.each(LAYERS)('every tile has the $layer PostGIS finds there, to a unit of the buffer', async of => {
      const { layer, kind } = of
      const wider = await pieces(connection().db, plan, kind, z, 65)
      const narrower = keys(await pieces(connection().db, plan, kind, z, 63))
      const ours: Piece[] = []
      for (const at of new Set(wider.map(({ x, y }) => `${x}/${y}`))) {
        const [x, y] = at.split('/').map(Number) as [number, number]
        for (const feature of await cut(z, x, y, layer)) ours.push({ x, y, id: feature.id!, area: areaOf(feature) })
      }
      expect(without(narrower, keys(ours))).toEqual([])
      expect(without(keys(ours), keys(wider))).toEqual([])
      expect(new Set(ours.map(piece => piece.id))).toEqual(new Set(ids[kind]))
      if (z < of.measured_from) return
      const exact = new Map(
        (await pieces(connection().db, plan, kind, z, 64)).map(piece => [
          `${piece.x}/${piece.y} ${piece.id}`,
          piece.area,
        ]),
      )
      const large = ours.filter(piece => piece.area > 10_000)
      expect(large.length).toBeGreaterThanOrEqual(of.large)
      for (const { x, y, id, area } of large) {
        expect(Math.abs(area / exact.get(`${x}/${y} ${id}`)! - 1)).toBeLessThan(0.01)
      }
    })

    test('each compound has one point inside it, in one tile', async () => {
      const found: number[] = []
      const near = await pieces(connection().db, plan, 'compound', z, 64)
      for (const at of new Set(near.map(({ x, y }) => `${x}/${y}`))) {
        const [x, y] = at.split('/').map(Number) as [number, number]
        for (const feature of await cut(z, x, y, 'compound_points')) {
          const point = feature.loadGeometry()[0]![0]!
          if (point.x >= 0 && point.x < 4096 && point.y >= 0 && point.y < 4096) found.push(feature.id!)
        }
      }
      expect(found.sort((a, b) => a - b)).toEqual(ids.compound.toSorted((a, b) => a - b))
    })
  })
})
