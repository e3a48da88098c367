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
    id: 'county-river',
    type: 'line',
    source,
    'source-layer': 'water',
    filter: ['all', ['==', ['geometry-type'], 'LineString'], ['in', ['get', 'kind'], ['literal', ['river', 'canal']]]],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': flavor.water, 'line-width': byZoom(scale, [9, 1], [13, 3], [16, 6]) },
  },
  {
    id: 'county-road',
    type: 'line',
    source,
    'source-layer': 'roads',
    filter: ['in', ['get', 'kind'], ['literal', ['highway', 'major_road', 'medium_road', 'minor_road']]],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': ['match', ['get', 'kind'], 'minor_road', flavor.road.street, flavor.road.main],
      'line-width': byZoom(scale, [10, 0.5], [13, 1.2], [16, 5]),
    },
  },
  {
    id: 'county-building',
    type: 'fill',
    source,
    'source-layer': 'buildings',
    minzoom: 13.5,
    paint: { 'fill-color': flavor.road.street, 'fill-opacity': byZoom(1, [13.5, 0], [15, 0.8]) },
  },
]
