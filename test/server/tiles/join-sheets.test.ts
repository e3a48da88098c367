import { expect, test } from 'vitest'
import { joinSheets } from '../../../server/tiles/join-sheets.ts'
import { packLayer } from '../../../server/tiles/layer.ts'
import { type Sheet, sliceIndex, type TileIndex } from '../../../server/tiles/tile-index.ts'
import { type Polygons, type Position, polygonsWkb, rectangle, tilesBetween } from './shapes.ts'
import { yards } from './yards.ts'

const CORNERS: [Position, Position] = [
  [112.4, 34.6],
  [112.46, 34.66],
]

/** A sheet of some yards, and divisions of no hole and one part. */
const sheetOf = (shapes: [number, Polygons][], hidden: number[] = []): Sheet => {
  const compounds = packLayer('compounds', true)
  const divisions = packLayer('divisions', true)
  for (const [id, polygons] of shapes) {
    compounds.add(id, { code: `c${id}` }, polygonsWkb(polygons))
    if (id % 3 === 0) divisions.add(1000 + id, {}, polygonsWkb([[rectangle([112.4 + id / 2000, 34.61], 900)]]))
  }
  return { layers: [compounds.finish(), divisions.finish()], hidden: new Set(hidden) }
}

/*
 *   ┌───┐ ┌───┐        ┌───┐ ┌───┐
 *   │ 1 │ │ 2 │   +      2'  │ 3 │   =   1, 2' where it moved to, 3 redrawn; 4 gone
 *   └───┘ └───┘        └───┘ └───┘
 */
test('sheets joined show what they showed one upon another, in every tile, with ponds and parts', () => {
  const all = yards(60).map((polygons, i): [number, Polygons] => [i + 1, polygons])
  const moved = yards(60, 11).map((polygons, i): [number, Polygons] => [i + 1, polygons])
  const sheets = [
    sheetOf(all, [2, 3, 4, 1003, 1006, 22, 23, 24, 1024]),
    sheetOf(moved.slice(1, 3), [3, 1003]),
    sheetOf([...moved.slice(2, 3), ...moved.slice(21, 24)]),
  ]
  const joined = joinSheets(sheets)
  expect(joined.layers.map(({ name }) => name)).toEqual(['compounds', 'divisions'])
  const index = (of: Sheet[]): TileIndex => ({
    plan: 'grid',
    revision: 1,
    ground: { mark: '', layers: [] },
    sheets: of,
    differs: null,
  })
  const drawn = new Set<number>()
  for (const z of [9, 12, 14, 16])
    for (const [x, y] of tilesBetween(...CORNERS, z)) {
      const stacked = sliceIndex(index(sheets), z, x, y)
      for (const features of Object.values(stacked)) features.sort((a, b) => a.id - b.id)
      expect(sliceIndex(index([joined]), z, x, y)).toEqual(stacked)
      for (const { id } of Object.values(stacked).flat()) drawn.add(id)
    }
  expect([1, 2, 3, 4, 24].map(id => drawn.has(id))).toEqual([true, true, true, false, true])
})
