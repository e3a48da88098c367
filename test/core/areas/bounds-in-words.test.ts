import type { Position as Place } from 'geojson'
import { expect, test } from 'vitest'
import type { Surroundings } from '#core/api/areas.ts'
import { fourSides } from '#core/areas/bounds-in-words.ts'
import { frozen } from '../../helpers/frozen.ts'
import { box, inDegrees, type Metres, toDegrees } from '../../helpers/metres.ts'

const ORIGIN: Place = [112, 34]
const line = (
  name: string | null,
  places: Metres[],
  layer = 'road',
  kind: string | null = 'street',
): Surroundings['lines'][number] => ({
  layer,
  class: kind,
  name,
  shape: { type: 'LineString', coordinates: places.map(place => toDegrees(ORIGIN)(place) as number[]) },
})
const yard = inDegrees(ORIGIN, box(0, 0, 200, 100))
const sides = (lines: Surroundings['lines'], neighbours: { name: string; shape: typeof yard }[] = []) =>
  fourSides(yard, frozen(lines), frozen(neighbours))
const none = { kind: 'none', name: null }

//        人民路
//      ┌────────┐
// 洄水 │        │ 东园
//      └────────┘
//       (a lane without a name)
test('streets, a river, an area and a lane without a name', () => {
  const around = [
    line('人民路', [
      [-300, 115],
      [500, 115],
    ]),
    line(
      '洄水',
      [
        [-20, -300],
        [-12, 50],
        [-20, 400],
      ],
      'river',
      null,
    ),
    line(
      null,
      [
        [-50, -6],
        [300, -6],
      ],
      'road',
      'lane',
    ),
  ]
  expect(sides(around, [{ name: '东园', shape: inDegrees(ORIGIN, box(200, 0, 300, 100)) }])).toEqual({
    east: { kind: 'area', name: '东园' },
    south: { kind: 'street', name: null },
    west: { kind: 'river', name: '洄水' },
    north: { kind: 'street', name: '人民路' },
  })
})

//  ┌────────┐
//  │        ═══ 横街    it comes at the side from the east and does not run along it
//  └────────┘
test('a street that meets a side does not bound it', () => {
  expect(
    sides([
      line('横街', [
        [205, 50],
        [600, 50],
      ]),
    ]),
  ).toEqual({ east: none, south: none, west: none, north: none })
})

test('what runs along farther off than 30 m, inside, or is no street does not bound a side', () => {
  const far = line('远路', [
    [-300, 135],
    [500, 135],
  ])
  const inside = line('内街', [
    [-300, 60],
    [500, 60],
  ])
  const rail = line(
    '二号线',
    [
      [-300, 105],
      [500, 105],
    ],
    'roads',
    'rail',
  )
  expect(sides([far, inside, rail]).north).toEqual(none)
})

// 短巷 runs along a fifth of the side, 长街 farther off along all of it
test('the longer run wins; the edge of the drawing may lie on the street itself', () => {
  const short = line('短巷', [
    [0, 104],
    [40, 104],
  ])
  const long = line('长街', [
    [-100, 120],
    [400, 120],
  ])
  expect(sides([short, long]).north).toEqual({ kind: 'street', name: '长街' })
  expect(
    sides([
      line('中路', [
        [-100, 100],
        [400, 100],
      ]),
    ]).north,
  ).toEqual({ kind: 'street', name: '中路' })
})

test('a street with a name comes before a nearer one without, and before the area beyond it', () => {
  const nameless = line(
    null,
    [
      [-100, 103],
      [400, 103],
    ],
    'road',
    'lane',
  )
  const street = line('解放路', [
    [-100, 112],
    [400, 112],
  ])
  const beyond = { name: '北园', shape: inDegrees(ORIGIN, box(0, 110, 200, 300)) }
  expect(sides([nameless, street], [beyond]).north).toEqual({ kind: 'street', name: '解放路' })
  expect(sides([nameless], [beyond]).north).toEqual({ kind: 'area', name: '北园' })
})

test('nothing around is nothing to say', () => {
  expect(sides([])).toEqual({ east: none, south: none, west: none, north: none })
})
