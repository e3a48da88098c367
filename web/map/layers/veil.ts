import type { ExpressionSpecification } from 'maplibre-gl'
import { SOURCES } from '../layer-order.ts'
import { byZoom, type Ink, type Layer } from './layer.ts'

/** How much the veil hides while something is highlighted. */
export const VEIL = 0.78

/** Over everything but the highlighted; its opacity is one constant, so raising it touches no feature. */
const colour = ({ flavor }: Ink): ExpressionSpecification => [
  'case',
  ['boolean', ['feature-state', 'lit'], false],
  'rgba(0, 0, 0, 0)',
  flavor.background,
]

export const veil = (ink: Ink): Layer[] => [
  {
    id: 'compound-veil',
    type: 'fill',
    source: SOURCES.plan,
    'source-layer': 'compounds',
    paint: { 'fill-color': colour(ink), 'fill-opacity': 0, 'fill-opacity-transition': { duration: 300, delay: 0 } },
  },
  {
    id: 'compound-point-veil',
    type: 'circle',
    source: SOURCES.plan,
    'source-layer': 'compound_points',
    maxzoom: 16,
    paint: {
      'circle-color': colour(ink),
      'circle-radius': byZoom(ink.scale, [8, 2.2], [11, 2.6], [14, 3.4]),
      'circle-opacity': 0,
      'circle-opacity-transition': { duration: 300, delay: 0 },
    },
  },
]
