import type { SourceSpecification, StyleSpecification } from 'maplibre-gl'
import { expect, test } from 'vitest'
import { withGuests } from '../../../web/map/guests.ts'
import { SOURCES } from '../../../web/map/layer-order.ts'

const empty: SourceSpecification = { type: 'geojson', data: { type: 'FeatureCollection', features: [] } }
const ours = (colour: string): StyleSpecification => ({
  version: 8,
  sources: { [SOURCES.plan]: empty },
  layers: [{ id: 'background', type: 'background', paint: { 'background-color': colour } }],
})

test('地图换一身样式，别人画上去的源和图层原样留在最上面，我们自己的换成新的', () => {
  const before = ours('#000000')
  before.sources.draft = empty
  before.layers.push({ id: 'draft-fill', type: 'fill', source: 'draft' })
  const next = withGuests(before, ours('#ffffff'))
  expect(Object.keys(next.sources)).toEqual([SOURCES.plan, 'draft'])
  expect(next.layers.map(({ id }) => id)).toEqual(['background', 'draft-fill'])
  expect(next.layers[0]).toMatchObject({ paint: { 'background-color': '#ffffff' } })
})

test('第一身样式没有客人', () => {
  expect(withGuests(undefined, ours('#ffffff'))).toEqual(ours('#ffffff'))
})
