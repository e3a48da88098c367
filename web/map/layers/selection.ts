import type { ExpressionSpecification } from 'maplibre-gl'
import { SOURCES } from '../layer-order.ts'
import { byZoom, type Ink, type Layer } from './layer.ts'

const whenSelected: ExpressionSpecification = ['case', ['boolean', ['feature-state', 'selected'], false], 1, 0]

/** A white edge; around a yard too small for one, a white disc underneath it. */
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
    maxzoom: 16,
    paint: {
      'circle-color': flavor.selection,
      'circle-opacity': whenSelected,
      'circle-radius': byZoom(scale, [9, 6], [14, 8]),
    },
  },
]
