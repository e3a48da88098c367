import type { MultiPolygon } from 'geojson'
import { expect, test } from 'vitest'
import { type AreaQuestion, checkArea } from '#core/areas/check-area.ts'
import { squareMetres } from '#core/areas/frame.ts'
import { OPERATION_REASONS } from '#core/areas/operations/operation.ts'
import en from '../../../web/locales/en/drawing.ts'
import zh from '../../../web/locales/zh-CN/drawing.ts'
import { frozen } from '../../helpers/frozen.ts'
import { box, inDegrees, type MetresShape } from '../../helpers/metres.ts'

const at = (shape: MetresShape) => inDegrees([112, 34], shape)
const ask = (asked: Partial<AreaQuestion>) =>
  checkArea(
    frozen({
      shape: at(box(0, 0, 100, 60)),
      kind: 'management_area' as const,
      picks: [],
      ground: 'enclosed' as const,
      town: at(box(-1000, -1000, 1000, 1000)),
      community: null,
      neighbours: [],
      compounds: [{ id: 1, name: '东院', shape: at(box(10, 10, 50, 50)), covered: true, taken_by: null }],
      ...asked,
    }),
  )

test('a ring of more than 10,000 points is not looked at', () => {
  const round = Array.from({ length: 10_001 }, (_, i): [number, number] => [
    100 * Math.cos(i / 1591.7),
    100 * Math.sin(i / 1591.7),
  ])
  expect(ask({ shape: at([[round]]) }).map(({ code }) => code)).toEqual(['too_many_points'])
})

test('rings that are none, and coordinates that are none, are invalid shapes without a place', () => {
  const broken: MultiPolygon['coordinates'][] = [
    [
      [
        [
          [112, 34],
          [112.1, 34],
          [112, 34],
        ],
      ],
    ],
    [
      [
        [
          [112, 34],
          [112.1, 34],
          [112.1, 34.1],
          [112, 34.1],
        ],
      ],
    ],
    [
      [
        [
          [112, 34],
          [Number.NaN, 34],
          [112.1, 34.1],
          [112, 34],
        ],
      ],
    ],
  ]
  for (const coordinates of broken)
    expect(ask({ shape: { type: 'MultiPolygon', coordinates } })).toEqual([
      { code: 'shape_invalid', at: null, subject: null, name: null, m2: null },
    ])
  expect(ask({ shape: { type: 'MultiPolygon', coordinates: [] } }).map(({ code }) => code)).toEqual(['nothing_drawn'])
})

// ┌─────┬──┬────┐
// │ new │▒▒│east│    ▒ is where to look: 20 m × 60 m
// └─────┴──┴────┘
test('an overlap says with whom, how much and where', () => {
  const [overlap] = ask({ neighbours: [{ id: 7, name: '东园', shape: at(box(80, 0, 200, 60)) }] })
  expect(overlap).toMatchObject({ code: 'overlap', subject: 7, name: '东园' })
  expect(overlap!.m2).toBeCloseTo(1200, 0)
  const [lon, lat] = overlap!.at!
  expect(lon).toBeGreaterThan(112 + 80 / 92_400)
  expect(lon).toBeLessThan(112 + 100.5 / 92_300)
  expect(lat).toBeGreaterThan(34)
})

test('a neighbour whose shape is not known is no neighbour', () => {
  expect(ask({ neighbours: [{ id: 7, name: '东园', shape: null }] })).toEqual([])
})

// PostGIS: select ST_Area('MULTIPOLYGON(((112 34,112.01 34,112.01 34.01,112 34.01,112 34)))'::geography)
test('the area is the database’s to a few parts in a million', () => {
  const shape: MultiPolygon = {
    type: 'MultiPolygon',
    coordinates: [
      [
        [
          [112, 34],
          [112.01, 34],
          [112.01, 34.01],
          [112, 34.01],
          [112, 34],
        ],
      ],
    ],
  }
  expect(squareMetres(shape) / POSTGIS_M2).toBeCloseTo(1, 5)
})
const POSTGIS_M2 = 1_024_694.8787

test('every reason has its sentence in both languages', () => {
  for (const { reasons } of [zh, en] as { reasons: Record<string, string> }[])
    expect(Object.keys(reasons)).toEqual(expect.arrayContaining([...OPERATION_REASONS]))
})
