import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { expect, test } from 'vitest'
import { CLOSE } from '../../../web/map/crowd.ts'
import { dark, light } from '../../../web/map/flavors.ts'
import { DRAWN_IN, LAYER_ORDER } from '../../../web/map/layer-order.ts'
import { pixelRatioFor, scaleFor } from '../../../web/map/pixel-ratio.ts'
import { style } from '../../../web/map/style.ts'

const options = { tiles: 'http://localhost/{z}/{x}/{y}.mvt', divisions: [], compounds: [], crowd: false }

for (const flavor of [dark, light])
  for (const county of [null, '/api/basemap.pmtiles'])
    for (const [scale, crowd] of [
      [0.75, false],
      [1, true],
      [2, false],
    ] as const)
      test(`样式按规范有效：${flavor === dark ? '深色' : '浅色'}，${county ?? '无底图'}，比例 ${scale}`, () => {
        expect(validateStyleMin(style({ ...options, flavor, scale, county, crowd }))).toEqual([])
      })

test('每个图层恰好一次，次序就是图层表的次序', () => {
  const ids = style({ ...options, flavor: dark, scale: 1, county: '/api/basemap.pmtiles', crowd: true }).layers.map(
    ({ id }) => id,
  )
  expect(ids).toEqual([...LAYER_ORDER])
})

test('样式不向任何地方要字形、图标', () => {
  const made = style({ ...options, flavor: dark, scale: 1, county: null })
  expect(made.glyphs).toBeUndefined()
  expect(made.sprite).toBeUndefined()
})

test('大屏按本身的像素画，超过 8K 才放宽；屏幕多高，字就多大', () => {
  expect(pixelRatioFor(7680, 2160, 1)).toBe(1)
  expect(pixelRatioFor(1920, 1080, 3)).toBe(2)
  expect(pixelRatioFor(15360, 4320, 1)).toBeCloseTo(Math.SQRT1_2)
  expect(scaleFor(1080)).toBe(1)
  expect(scaleFor(2160)).toBe(2)
  expect(scaleFor(768)).toBe(0.75)
})

const ofCompounds = (crowd: boolean) =>
  style({ ...options, flavor: dark, scale: 1, county: null, crowd }).layers.filter(
    layer => 'source-layer' in layer && DRAWN_IN.some(name => name === layer['source-layer']),
  )

test('小区多时，11 级以下由社区着色，小区的图层一律从 11 级起；不多时都照旧', () => {
  const rate = (crowd: boolean) =>
    style({ ...options, flavor: dark, scale: 1, county: null, crowd }).layers.find(({ id }) => id === 'community-rate')
  expect(ofCompounds(true).map(({ minzoom }) => minzoom)).toEqual(ofCompounds(true).map(() => CLOSE))
  expect(rate(true)?.maxzoom).toBe(CLOSE)
  expect(ofCompounds(false).some(({ minzoom }) => minzoom !== undefined)).toBe(false)
  expect(rate(false)).toBeUndefined()
})
