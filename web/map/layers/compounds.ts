import type { ExpressionSpecification } from 'maplibre-gl'
import { fills, outlines } from '../flavors.ts'
import { SOURCES } from '../layer-order.ts'
import { byZoom, type Ink, type Layer, state } from './layer.ts'

const source = SOURCES.plan

/** Colour by the state `tone`; `otherwise` where it has none. */
const byTone = (colours: Record<string, string>, otherwise: string): ExpressionSpecification =>
  ['match', state('tone', ''), ...Object.entries(colours).flat(), otherwise] as ExpressionSpecification

/** Nothing is drawn of a hidden compound, little of one out of scope, `unmarked` of one that has no mark. */
const seen = (full: number, unmarked: number): ExpressionSpecification => [
  'case',
  ['boolean', ['feature-state', 'hidden'], false],
  0,
  ['==', state('tone', ''), ''],
  unmarked,
  ['boolean', ['feature-state', 'dimmed'], false],
  full * 0.2,
  full,
]

/** Fills, and marks for yards too small to be a polygon yet: same colour, so a mark vanishes in a polygon larger than itself. */
export const compounds = ({ flavor, scale }: Ink): Layer[] => [
  {
    id: 'compound-fill',
    type: 'fill',
    source,
    'source-layer': 'compounds',
    paint: { 'fill-color': byTone(fills(flavor), flavor.background), 'fill-opacity': seen(1, 0) },
  },
  {
    id: 'compound-point',
    type: 'circle',
    source,
    'source-layer': 'compound_points',
    maxzoom: 16,
    paint: {
      'circle-color': byTone(fills(flavor), flavor.uncovered_outline),
      'circle-radius': byZoom(scale, [8, 1.6], [11, 2], [14, 2.6]),
      'circle-opacity': seen(1, 0.25),
      'circle-stroke-width': byZoom(scale, [10, 0.4], [14, 0.7]),
      'circle-stroke-color': byTone({ ...fills(flavor), ...outlines(flavor) }, flavor.uncovered_outline),
      'circle-stroke-opacity': seen(1, 0.25),
    },
  },
  {
    id: 'compound-outline',
    type: 'line',
    source,
    'source-layer': 'compounds',
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': byTone({ ...fills(flavor), ...outlines(flavor) }, flavor.uncovered_outline),
      'line-width': byZoom(scale, [11, 0.5], [14, 1.1], [17, 1.8]),
      'line-opacity': seen(1, 0.3),
    },
  },
]
