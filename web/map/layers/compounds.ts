import type { ExpressionSpecification } from 'maplibre-gl'
import { type Flavor, fills, outlines } from '../flavors.ts'
import { SOURCES } from '../layer-order.ts'
import { byTone } from './by-tone.ts'
import { byZoom, type Ink, type Layer, state } from './layer.ts'

const source = SOURCES.plan

/** Nothing is drawn of a hidden compound, `unmarked` of one that has no mark. */
const seen = (unmarked: number): ExpressionSpecification => [
  'case',
  ['boolean', ['feature-state', 'hidden'], false],
  0,
  ['==', state('tone', ''), ''],
  unmarked,
  1,
]

const withOutlines = (flavor: Flavor) => ({ ...fills(flavor), ...outlines(flavor) })

/**
 * Fills, and marks for yards too small to be a polygon yet. A mark vanishes in a polygon larger than itself: its disc has the
 * polygon's colour and lies over it, its ring lies under it.
 */
export const compounds = ({ flavor, scale }: Ink): Layer[] => [
  {
    id: 'compound-ring',
    type: 'circle',
    source,
    'source-layer': 'compound_points',
    maxzoom: 16,
    paint: {
      'circle-color': byTone(withOutlines(flavor), flavor.uncovered_outline, flavor),
      'circle-radius': byZoom(scale, [8, 2], [11, 2.5], [14, 3.2]),
      'circle-opacity': seen(0),
    },
  },
  {
    id: 'compound-fill',
    type: 'fill',
    source,
    'source-layer': 'compounds',
    // Its edge is smoothed by the outline over it, which has the same colour or a stronger one.
    paint: {
      'fill-color': byTone(fills(flavor), flavor.background, flavor),
      'fill-opacity': seen(0),
      'fill-antialias': false,
    },
  },
  {
    id: 'compound-point',
    type: 'circle',
    source,
    'source-layer': 'compound_points',
    maxzoom: 16,
    paint: {
      'circle-color': byTone(fills(flavor), flavor.background, flavor),
      'circle-radius': byZoom(scale, [8, 1.6], [11, 2], [14, 2.6]),
      'circle-opacity': seen(0),
    },
  },
  {
    id: 'compound-outline',
    type: 'line',
    source,
    'source-layer': 'compounds',
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': byTone(withOutlines(flavor), flavor.uncovered_outline, flavor),
      'line-width': byZoom(scale, [11, 0.5], [14, 1.1], [17, 1.8]),
      'line-opacity': seen(0.3),
    },
  },
]
