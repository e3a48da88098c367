import { describe, expect, test } from 'vitest'
import { packLayer } from '../../../server/tiles/layer.ts'
import { sliceLayer } from '../../../server/tiles/slice.ts'
import { areaOf, cut, indexOf, lineWkb, type Position, rectangle, tileAt, tilesBetween } from './shapes.ts'

const TOWN: Position = [112.43, 34.62]
const NOBODY = new Set<number>()

/** Side of a tile unit on the ground at a place, in metres. */
const unitMetres = (z: number, lat = TOWN[1]) => (40_075_017 * Math.cos((lat * Math.PI) / 180)) / 2 ** z / 4096

describe('ten thousand yards', () => {
  const places = Array.from(
    { length: 10_000 },
    (_, i): Position => [112 + (i % 100) * 0.0031, 34 + Math.floor(i / 100) * 0.0027],
  )
  const index = indexOf(places.map((place, i) => [[rectangle(place, 8 + (i % 37) * 6, 5 + (i % 23) * 8)]]))
  const compounds = index.sheets[0]!.layers[0]!
  const corners: [Position, Position] = [places[0]!, places.at(-1)!]

  test.each([0, 5, 8, 9, 10, 11, 12, 13, 14, 15, 16])('at zoom %i none is missing', z => {
    const seen = new Set<number>()
    for (const [x, y] of tilesBetween(...corners, z)) {
      for (const feature of sliceLayer(compounds, NOBODY, z, x, y)) seen.add(feature.id)
    }
    expect(seen.size).toBe(10_000)
  })

  test('each has a face a reader finds, also where a tile unit is 38 m', () => {
    const faces = [...tilesBetween(...corners, 8)].flatMap(([x, y]) => cut(index, 8, x, y))
    expect(faces.every(feature => feature.type === 3 && areaOf(feature) > 0)).toBe(true)
  })
})

test('a yard of 5 m is a mark two units wide until zoom 12, and its own shape later', () => {
  const index = indexOf([[[rectangle(TOWN, 5)]]])
  for (let z = 0; z <= 16; z++) {
    const [feature] = cut(index, z, ...tileAt(TOWN, z))
    const own = (5 / unitMetres(z)) ** 2
    expect(feature?.id).toBe(1)
    if (own < 0.2) expect(areaOf(feature!)).toBe(4)
    if (own > 100) expect(areaOf(feature!) / own).toBeCloseTo(1, 0)
  }
})

//  +-----------+
//  |   +---+   |   a yard around a pond
//  |   |   |   |
//  |   +---+   |
//  +-----------+
test('a hole stays a hole, until it is smaller than a unit', () => {
  const index = indexOf([[[rectangle(TOWN, 400), rectangle(TOWN, 100)]]])
  const [near] = cut(index, 15, ...tileAt(TOWN, 15))
  expect(near!.loadGeometry()).toHaveLength(2)
  expect(areaOf(near!) * unitMetres(15) ** 2).toBeCloseTo(400 ** 2 - 100 ** 2, -4)
  const [far] = cut(index, 6, ...tileAt(TOWN, 6))
  expect(far!.loadGeometry()).toHaveLength(1)
})

//  +--+        +--+
//  |  |        |  |   one compound, two parts
//  +--+        +--+
test('two parts are one feature with two outside rings', () => {
  const index = indexOf([[[rectangle(TOWN, 60)], [rectangle([TOWN[0] + 0.002, TOWN[1]], 60)]]])
  const [feature] = cut(index, 14, ...tileAt(TOWN, 14))
  expect(feature!.loadGeometry()).toHaveLength(2)
  expect(feature!.toGeoJSON(...tileAt(TOWN, 14), 14).geometry.type).toBe('MultiPolygon')
})

//  +---------------+
//  |   +-------+   |
//  |   | tile  |   |   a county around a whole tile
//  |   +-------+   |
//  +---------------+
test('a shape around a tile fills it and its buffer', () => {
  const index = indexOf([[[rectangle(TOWN, 60_000)]]])
  const [feature] = cut(index, 14, ...tileAt(TOWN, 14))
  expect(areaOf(feature!)).toBe((4096 + 128) ** 2)
})

//  +--------------+
//  |  +-----------+
//  |  |  +------+
//  |  |  | tile |   a yard that reaches around a tile without touching it
//  |  |  +------+
//  |  +-----------+
//  +--------------+
test('a shape that passes by a tile is not in it', () => {
  const z = 14
  const [x, y] = tileAt(TOWN, z)
  const lon = (units: number) => ((x + units / 4096) / 2 ** z - 0.5) * 360
  const lat = (units: number) =>
    (Math.atan(Math.sinh((0.5 - (y + units / 4096) / 2 ** z) * 2 * Math.PI)) * 180) / Math.PI
  const hook = [
    [-900, -900],
    [4900, -900],
    [4900, -400],
    [-400, -400],
    [-400, 4500],
    [4900, 4500],
    [4900, 4900],
    [-900, 4900],
    [-900, -900],
  ].map(([u, v]): Position => [lon(u!), lat(v!)])
  expect(cut(indexOf([[[hook]]]), z, x, y)).toHaveLength(0)
  expect(cut(indexOf([[[hook]]]), z, x - 1, y)).toHaveLength(1)
})

const POLAR: Position[] = [
  [170, 84],
  [179, 84],
  [179, 89.9],
  [170, 89.9],
  [170, 84],
]

test('shapes at the edge of the world are cut there and do not come back on the other side', () => {
  const index = indexOf([[[rectangle([179.999, 0], 400)]], [[POLAR]], [[rectangle([-180, -85.0511], 1000)]]])
  expect(cut(index, 0, 0, 0).map(feature => feature.id)).toEqual([1, 2, 3])
  expect(cut(index, 10, 1023, 511).map(feature => feature.id)).toEqual([1])
  expect(cut(index, 10, 0, 511)).toHaveLength(0)
  expect(cut(index, 4, 15, 0).map(feature => feature.id)).toEqual([2])
  expect(cut(index, 16, 0, 65_535).map(feature => feature.id)).toEqual([3])
})

//      +------+
//  ----|------|----\
//      | tile |     |   a street that leaves a tile and comes back
//  ----|------|----/
//      +------+
test('a line that leaves and comes back is two pieces', () => {
  const z = 14
  const [x, y] = tileAt(TOWN, z)
  const lon = (units: number) => ((x + units / 4096) / 2 ** z - 0.5) * 360
  const [, north] = TOWN
  const pack = packLayer('road', false)
  pack.add(
    7,
    { class: 'main' },
    lineWkb([
      [lon(-200), north],
      [lon(9000), north],
      [lon(9000), north - 0.0001],
      [lon(-200), north - 0.0001],
    ]),
  )
  const [road] = sliceLayer(pack.finish(), NOBODY, z, x, y)
  expect(road).toMatchObject({ id: 7, type: 2, tags: { class: 'main' } })
  expect(road!.geometry.map(piece => piece.filter((_, i) => i % 2 === 0))).toEqual([
    [-64, 4160],
    [4160, -64],
  ])
})
