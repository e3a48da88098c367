import type { ExpressionSpecification } from 'maplibre-gl'
import { SOURCES } from '../layer-order.ts'
import { type Ink, type Layer, state } from './layer.ts'

/** Opacity of the glowing layers while something glows; at 0 the map skips them, and it changes without a new layout. */
export const GLOW_ON = { 'glow-fill': ['fill-opacity', 0.8], 'glow-point': ['circle-opacity', 0.55] } as const

const fading = (colour: string): ExpressionSpecification => [
  'interpolate',
  ['linear'],
  state('glow', 0),
  0,
  'rgba(0, 0, 0, 0)',
  1,
  colour,
]

/** Nothing is as wide as 0: what does not glow costs the graphics card nothing. */
const radius = (px: number): ExpressionSpecification => ['case', ['>', state('glow', 0), 0], px, 0]

/** Light on the compounds that changed; the state `glow` runs from 1 to 0. The halo carries a tiny yard's news to the back row. */
export const glow = ({ flavor, scale }: Ink): Layer[] => [
  {
    id: 'glow-fill',
    type: 'fill',
    source: SOURCES.plan,
    'source-layer': 'compounds',
    paint: {
      'fill-color': fading(flavor.glow),
      'fill-antialias': false,
      'fill-opacity': 0,
      'fill-opacity-transition': { duration: 0, delay: 0 },
    },
  },
  {
    id: 'glow-point',
    type: 'circle',
    source: SOURCES.plan,
    'source-layer': 'compound_points',
    paint: {
      'circle-color': fading(flavor.glow),
      'circle-blur': 1,
      'circle-radius': [
        'interpolate',
        ['linear'],
        ['zoom'],
        9,
        radius(8 * scale),
        13,
        radius(20 * scale),
        16,
        radius(60 * scale),
      ],
      'circle-opacity': 0,
      'circle-opacity-transition': { duration: 0, delay: 0 },
    },
  },
]
