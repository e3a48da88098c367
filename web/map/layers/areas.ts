import type { ExpressionSpecification } from 'maplibre-gl'
import { SOURCES } from '../layer-order.ts'
import { byZoom, type Ink, type Layer } from './layer.ts'

const loose: ExpressionSpecification = ['in', ['get', 'kind'], ['literal', ['patch', 'package']]]

/** Management areas dashed; patches and packages, which bind nobody, dotted and fainter. */
export const areas = ({ flavor, scale }: Ink): Layer[] => [
  {
    id: 'area-outline',
    type: 'line',
    source: SOURCES.plan,
    'source-layer': 'areas',
    filter: ['!', loose],
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': flavor.area,
      'line-dasharray': [4, 2.5],
      'line-width': byZoom(scale, [11, 0.8], [14, 1.4], [17, 2.2]),
    },
  },
  {
    id: 'patch-outline',
    type: 'line',
    source: SOURCES.plan,
    'source-layer': 'areas',
    filter: loose,
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: {
      'line-color': flavor.area,
      'line-opacity': 0.6,
      'line-dasharray': [0.2, 3],
      'line-width': byZoom(scale, [11, 0.8], [14, 1.4], [17, 2.2]),
    },
  },
]
