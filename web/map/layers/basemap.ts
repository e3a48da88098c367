import { SOURCES } from '../layer-order.ts'
import { byZoom, type Ink, type Layer } from './layer.ts'

const source = SOURCES.plan

const road = (
  kind: 'main' | 'street' | 'lane',
  { flavor, scale }: Ink,
  minzoom: number,
  widths: [number, number][],
): Layer => ({
  id: `road-${kind}`,
  type: 'line',
  source,
  'source-layer': 'road',
  minzoom,
  filter: ['==', ['get', 'class'], kind],
  layout: { 'line-cap': 'round', 'line-join': 'round' },
  paint: { 'line-color': flavor.road[kind], 'line-width': byZoom(scale, ...widths) },
})

/** The ground: quiet, and without a colour that could be read as a mode. */
export const basemap = (ink: Ink): Layer[] => {
  const { flavor, scale } = ink
  return [
    { id: 'background', type: 'background', paint: { 'background-color': flavor.background } },
    { id: 'green', type: 'fill', source, 'source-layer': 'green', paint: { 'fill-color': flavor.green } },
    { id: 'water', type: 'fill', source, 'source-layer': 'water', paint: { 'fill-color': flavor.water } },
    {
      id: 'river',
      type: 'line',
      source,
      'source-layer': 'river',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': flavor.water, 'line-width': byZoom(scale, [9, 1], [13, 3], [16, 10]) },
    },
    road('lane', ink, 13, [
      [13, 0.6],
      [15, 1.4],
      [18, 6],
    ]),
    road('street', ink, 11, [
      [11, 0.5],
      [13, 1.2],
      [15, 2.4],
      [18, 10],
    ]),
    road('main', ink, 8, [
      [8, 0.6],
      [12, 1.2],
      [14, 2.2],
      [18, 14],
    ]),
    {
      id: 'building',
      type: 'fill',
      source,
      'source-layer': 'building',
      minzoom: 13.5,
      paint: { 'fill-color': flavor.road.street, 'fill-opacity': byZoom(1, [13.5, 0], [15, 0.8]) },
    },
  ]
}
