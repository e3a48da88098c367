import type { ExpressionSpecification } from 'maplibre-gl'
import { SOURCES } from '../layer-order.ts'
import { byZoom, type Ink, type Layer } from './layer.ts'

/** Whether an outline holds on a day, counted from 1970; of no day, whether it holds on to the end. */
const holds = (day: number | null): ExpressionSpecification =>
  day === null
    ? ['!', ['has', 'to']]
    : ['all', ['<=', ['coalesce', ['get', 'from'], 0], day], ['>', ['coalesce', ['get', 'to'], day + 1], day]]

const loose: ExpressionSpecification = ['in', ['get', 'kind'], ['literal', ['patch', 'package']]]

/** Which outlines each layer draws on a day. */
export const areaFilters = (day: number | null): Record<'area-outline' | 'patch-outline', ExpressionSpecification> => ({
  'area-outline': ['all', ['!', loose], holds(day)],
  'patch-outline': ['all', loose, holds(day)],
})

/** Management areas dashed; patches and packages, which bind nobody, dotted and fainter. */
export const areas = ({ flavor, scale, day = null }: Ink & { day?: number | null }): Layer[] => [
  {
    id: 'area-outline',
    type: 'line',
    source: SOURCES.plan,
    'source-layer': 'areas',
    filter: areaFilters(day)['area-outline'],
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
    filter: areaFilters(day)['patch-outline'],
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: {
      'line-color': flavor.area,
      'line-opacity': 0.6,
      'line-dasharray': [0.2, 3],
      'line-width': byZoom(scale, [11, 0.8], [14, 1.4], [17, 2.2]),
    },
  },
]
