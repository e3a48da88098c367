import { SOURCES } from '../layer-order.ts'
import { byZoom, type Ink, type Layer } from './layer.ts'

const source = SOURCES.county

/** A county's own PMTiles file in the Protomaps schema, drawn as quietly as our own ground. */
export const county = ({ flavor, scale }: Ink): Layer[] => [
  { id: 'county-land', type: 'fill', source, 'source-layer': 'earth', paint: { 'fill-color': flavor.land } },
  {
    id: 'county-green',
    type: 'fill',
    source,
    'source-layer': 'landuse',
    filter: ['in', ['get', 'kind'], ['literal', ['park', 'forest', 'wood', 'grass', 'garden', 'cemetery']]],
    paint: { 'fill-color': flavor.green },
  },
  {
    id: 'county-water',
    type: 'fill',
    source,
    'source-layer': 'water',
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': flavor.water },
  },
  {
    id: 'county-road',
    type: 'line',
    source,
    'source-layer': 'roads',
    filter: ['in', ['get', 'kind'], ['literal', ['highway', 'major_road', 'minor_road']]],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': ['match', ['get', 'kind'], 'minor_road', flavor.road.street, flavor.road.main],
      'line-width': byZoom(scale, [10, 0.5], [13, 1.2], [16, 5]),
    },
  },
]
