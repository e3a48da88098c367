import type { ExpressionSpecification } from 'maplibre-gl'
import { SOURCES } from '../layer-order.ts'
import { byZoom, type Ink, type Layer } from './layer.ts'

const whenSelected: ExpressionSpecification = ['case', ['boolean', ['feature-state', 'selected'], false], 1, 0]

export const selection = ({ flavor, scale }: Ink): Layer[] => [
  {
    id: 'selection-outline',
    type: 'line',
    source: SOURCES.plan,
    'source-layer': 'compounds',
    layout: { 'line-join': 'round' },
    paint: { 'line-color': flavor.selection, 'line-width': 3 * scale, 'line-opacity': whenSelected },
  },
  {
    id: 'selection-point',
    type: 'circle',
    source: SOURCES.plan,
    'source-layer': 'compound_points',
    maxzoom: 15,
    paint: {
      'circle-color': flavor.selection,
      'circle-opacity': 0,
      'circle-radius': byZoom(scale, [9, 8], [14, 14]),
      'circle-stroke-color': flavor.selection,
      'circle-stroke-width': 2 * scale,
      'circle-stroke-opacity': whenSelected,
    },
  },
]
