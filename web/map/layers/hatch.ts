import { HATCH } from '../hatch-image.ts'
import { SOURCES } from '../layer-order.ts'
import { byZoom, type Ink, type Layer } from './layer.ts'

const source = SOURCES.plan
const isHatched = ['boolean', ['feature-state', 'hatched'], false] as const
const isFaint = [
  'any',
  ['boolean', ['feature-state', 'dimmed'], false],
  ['boolean', ['feature-state', 'hidden'], false],
] as const

/** A pattern cannot read a feature's state, so it is one constant pattern whose opacity does. */
export const hatch = ({ flavor }: Ink): Layer[] => [
  {
    id: 'compound-hatch',
    type: 'fill',
    source,
    'source-layer': 'compounds',
    paint: {
      'fill-pattern': HATCH,
      'fill-antialias': false,
      'fill-opacity': ['case', ['all', isHatched, ['!', isFaint]], 1, 0] as never,
    },
  },
  {
    id: 'compound-building',
    type: 'fill',
    source,
    'source-layer': 'buildings',
    minzoom: 14,
    paint: { 'fill-color': flavor.building, 'fill-opacity': byZoom(1, [14, 0], [15.5, 1]) },
  },
]
