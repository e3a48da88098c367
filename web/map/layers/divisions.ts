import { CLOSE } from '../crowd.ts'
import { fills } from '../flavors.ts'
import { SOURCES } from '../layer-order.ts'
import { byTone } from './by-tone.ts'
import { byZoom, type Ink, type Layer, state } from './layer.ts'

const outline = (level: 'county' | 'town' | 'community', { flavor, scale }: Ink): Layer => ({
  id: `${level}-outline`,
  type: 'line',
  source: SOURCES.plan,
  'source-layer': 'divisions',
  filter: ['==', ['get', 'level'], level],
  layout: { 'line-join': 'round' },
  paint: {
    'line-color': level === 'community' ? flavor.boundary : flavor.boundary_strong,
    'line-width': byZoom(scale, [9, 0.6], [13, 1], [16, 1.6]),
    ...(level === 'community' ? { 'line-dasharray': [4, 3] } : {}),
  },
})

/** Hairlines; the communities' ground is drawn empty, there to be clicked. */
export const divisions = (ink: Ink): Layer[] => [
  {
    id: 'community-ground',
    type: 'fill',
    source: SOURCES.plan,
    'source-layer': 'divisions',
    filter: ['==', ['get', 'level'], 'community'],
    paint: { 'fill-color': ink.flavor.background, 'fill-opacity': 0 },
  },
  outline('community', ink),
  outline('town', ink),
  outline('county', ink),
]

/** Communities in the colour of their share, while the compounds in them are too many and too small to carry it. */
export const communities = ({ flavor }: Ink): Layer[] => [
  {
    id: 'community-rate',
    type: 'fill',
    source: SOURCES.plan,
    'source-layer': 'divisions',
    maxzoom: CLOSE,
    filter: ['==', ['get', 'level'], 'community'],
    paint: {
      'fill-color': byTone(fills(flavor), flavor.background, flavor),
      'fill-opacity': ['case', ['==', state('tone', ''), ''], 0, 0.8],
    },
  },
]
