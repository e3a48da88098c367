import { SOURCES } from '../layer-order.ts'
import { byZoom, type Ink, type Layer, state } from './layer.ts'

/** Light on the compounds that changed; the state `glow` runs from 1 to 0. The halo carries a tiny yard's news to the back row. */
export const glow = ({ flavor, scale }: Ink): Layer[] => [
  {
    id: 'glow-fill',
    type: 'fill',
    source: SOURCES.plan,
    'source-layer': 'compounds',
    paint: { 'fill-color': flavor.glow, 'fill-opacity': ['*', 0.8, state('glow', 0)] },
  },
  {
    id: 'glow-point',
    type: 'circle',
    source: SOURCES.plan,
    'source-layer': 'compound_points',
    paint: {
      'circle-color': flavor.glow,
      'circle-blur': 1,
      'circle-radius': byZoom(scale, [9, 8], [13, 20], [16, 60]),
      'circle-opacity': ['*', 0.55, state('glow', 0)],
    },
  },
]
