import type { ExpressionSpecification } from 'maplibre-gl'
import { SOURCES } from '../layer-order.ts'
import type { Ink, Layer } from './layer.ts'

const whenSelected = (full: number): ExpressionSpecification => [
  'case',
  ['boolean', ['feature-state', 'selected'], false],
  full,
  0,
]

/** A white edge; around a yard too small for one, a white disc underneath it. */
export const selection = ({ flavor, scale }: Ink): Layer[] => [
  {
    id: 'selection-outline',
    type: 'line',
    source: SOURCES.plan,
    'source-layer': 'compounds',
    layout: { 'line-join': 'round' },
    paint: { 'line-color': flavor.selection, 'line-width': 3 * scale, 'line-opacity': whenSelected(1) },
  },
  {
    id: 'selection-point',
    type: 'circle',
    source: SOURCES.plan,
    'source-layer': 'compound_points',
    maxzoom: 16,
    paint: {
      'circle-color': flavor.selection,
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 9, whenSelected(6 * scale), 14, whenSelected(8 * scale)],
    },
  },
]
