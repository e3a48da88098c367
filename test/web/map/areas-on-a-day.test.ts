import { featureFilter } from '@maplibre/maplibre-gl-style-spec'
import { expect, test } from 'vitest'
import { areaFilters } from '../../../web/map/layers/areas.ts'

const drawn = (layer: 'area-outline' | 'patch-outline', day: number | null, properties: Record<string, unknown>) =>
  featureFilter(areaFilters(day)[layer], 'layers[0].filter').filter({ zoom: 12 }, {
    type: 'Polygon',
    properties,
  } as never)

/*  from ├────────┤ to        the last day is the one before `to` */
test('一个区域的边界只在它有效的日子画出', () => {
  const area = { kind: 'management_area', from: 100, to: 110 }
  expect([99, 100, 109, 110].map(day => drawn('area-outline', day, area))).toEqual([false, true, true, false])
  expect(drawn('area-outline', 5000, { kind: 'management_area', from: 100 })).toBe(true)
})

test('不问哪一天，就画至今仍有效的', () => {
  expect(drawn('area-outline', null, { kind: 'management_area', from: 100 })).toBe(true)
  expect(drawn('area-outline', null, { kind: 'management_area', from: 100, to: 110 })).toBe(false)
})

test('片区和打包用另一种线', () => {
  expect(drawn('area-outline', 100, { kind: 'patch', from: 100 })).toBe(false)
  expect(drawn('patch-outline', 100, { kind: 'package', from: 100 })).toBe(true)
  expect(drawn('patch-outline', 99, { kind: 'package', from: 100 })).toBe(false)
})
