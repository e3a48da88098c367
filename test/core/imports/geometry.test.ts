import type { Geometry } from 'geojson'
import { expect, test } from 'vitest'
import { readShape } from '#core/imports/geometry.ts'

const polygon = (...ring: number[][]) => ({ type: 'Polygon', coordinates: [ring] }) as Geometry
const reason = (geometry: unknown) => {
  const read = readShape(geometry as Geometry)
  return read.ok ? 'ok' : read.reason
}

test('面变成多面，保留 7 位小数，去掉高程和重复点', () => {
  const read = readShape(
    polygon([112.00000004, 34, 88], [112.1, 34, 88], [112.1, 34, 88], [112.1, 34.1, 88], [112.00000004, 34, 88]),
  )
  expect(read).toEqual({
    ok: true,
    flattened: true,
    geometry: {
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [112, 34],
            [112.1, 34],
            [112.1, 34.1],
            [112, 34],
          ],
        ],
      ],
    },
  })
})

/*
 *   2───3        2───3
 *   │   │        │   │
 *   1   4   →    1   4    没有回到 1：边界没有闭合，不替人补上
 */
test('没有闭合、点太少、空的、不是面的，都说清楚', () => {
  expect(reason(polygon([112, 34], [112, 34.1], [112.1, 34.1], [112.1, 34]))).toBe('shape_ring_open')
  expect(reason(polygon([112, 34], [112.1, 34], [112, 34]))).toBe('shape_ring_short')
  expect(reason({ type: 'Polygon', coordinates: [] })).toBe('shape_empty')
  expect(reason(null)).toBe('shape_empty')
  for (const type of ['Point', 'LineString', 'GeometryCollection'])
    expect(reason({ type, coordinates: [112, 34] })).toBe('shape_type')
})

test('坐标不是数、经纬颠倒、以米计、不在国内', () => {
  expect(reason(polygon([112, 34], ['112.1', 34] as never, [112, 34.1], [112, 34]))).toBe('shape_coordinates')
  expect(reason({ type: 'Polygon', coordinates: [[[112, null]]] })).toBe('shape_coordinates')
  expect(reason(polygon([34, 112], [34, 112.1], [34.1, 112], [34, 112]))).toBe('shape_lonlat_swapped')
  expect(reason(polygon([38512345, 3765465], [38512400, 3765465], [38512400, 3765500], [38512345, 3765465]))).toBe(
    'shape_metric',
  )
  expect(reason(polygon([2, 48], [2.1, 48], [2.1, 48.1], [2, 48]))).toBe('shape_outside_china')
})

test('超过一万个点不看', () => {
  const ring = Array.from({ length: 10_001 }, (_, i) => [112 + i * 1e-6, 34])
  expect(reason(polygon(...ring))).toBe('shape_points')
})
