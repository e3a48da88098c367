import { SOURCES } from '../layer-order.ts'
import { byZoom, FONT, type Ink, type Layer } from './layer.ts'

const along = (id: 'river-name' | 'road-name', ink: Ink, minzoom: number, colour: string, spacing: number): Layer => ({
  id,
  type: 'symbol',
  source: SOURCES.plan,
  'source-layer': id === 'river-name' ? 'river' : 'road',
  minzoom,
  filter: ['has', 'name'],
  layout: {
    'symbol-placement': 'line',
    'symbol-spacing': 600 * ink.scale,
    'text-field': ['get', 'name'],
    'text-font': FONT,
    'text-size': 18 * ink.scale,
    'text-letter-spacing': spacing,
  },
  paint: { 'text-color': colour, 'text-halo-color': ink.flavor.halo, 'text-halo-width': 1.2 * ink.scale },
})

const division = (level: 'community' | 'town', { flavor, scale }: Ink): Layer => ({
  id: `${level}-name`,
  type: 'symbol',
  source: SOURCES.divisions,
  filter: ['==', ['get', 'level'], level],
  ...(level === 'town' ? { maxzoom: 11.4 } : { minzoom: 11.4 }),
  layout: {
    'text-field': ['get', 'name'],
    'text-font': FONT,
    'text-size': (level === 'town' ? 24 : 20) * scale,
    'text-letter-spacing': 0.12,
    'text-max-width': 12,
    'text-padding': 6,
    'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
    'text-radial-offset': 0.6,
  },
  paint: {
    'text-color': flavor.text,
    'text-opacity': byZoom(1, [15, 0.92], [16.5, 0.5]),
    'text-halo-color': flavor.halo,
    'text-halo-width': 1.8 * scale,
  },
})

/** Names, all without a glyph server; a compound's own name waits until its polygon can carry it. */
export const labels = (ink: Ink): Layer[] => [
  along('river-name', ink, 12, ink.flavor.text_water, 0.5),
  along('road-name', ink, 14.5, ink.flavor.text_quiet, 0.1),
  {
    id: 'compound-name',
    type: 'symbol',
    source: SOURCES.compounds,
    minzoom: 14.8,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': FONT,
      'text-size': byZoom(ink.scale, [14.8, 18], [17, 22]),
      'text-max-width': 8,
      'text-padding': 4,
    },
    paint: {
      'text-color': ink.flavor.text,
      'text-halo-color': ink.flavor.halo,
      'text-halo-width': 1.6 * ink.scale,
    },
  },
  division('community', ink),
  division('town', ink),
]
