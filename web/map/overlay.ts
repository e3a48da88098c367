import type { FeatureCollection, MultiPolygon } from 'geojson'
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { light } from './flavors.ts'

/** What a shape upon the map means: the one in hand, another beside it, what was gained or lost, a suggestion of one of six. */
export const OVERLAY_TONES = ['own', 'theirs', 'beside', 'gained', 'lost', 'group'] as const
export type OverlayTone = (typeof OVERLAY_TONES)[number]

/** A shape lent to the map for a while; `name` is written amid it, `strong` draws its edge thicker. */
export interface OverlayShape {
  id: number
  shape: MultiPolygon | null
  tone: OverlayTone
  name?: string
  strong?: boolean
  /** Its edge alone, so that what lies in it is seen. */
  hollow?: boolean
  /** Of a group: its own colour. */
  colour?: string
}

/** Never told by colour alone: gained and lost have stripes, theirs and beside a dashed edge, each its name. */
export const OVERLAY_COLOURS: Record<OverlayTone, string> = {
  own: light.draft,
  theirs: '#00706b',
  beside: '#4a5563',
  gained: '#1f9a76',
  lost: '#c8401a',
  group: '#6d4763',
}

/** The stripes of gained rise, those of lost fall. */
export const STRIPES = { gained: 'overlay-rising', lost: 'overlay-falling' } as const

export const overlayFeatures = (shapes: readonly OverlayShape[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: shapes.flatMap(({ id, shape, tone, name = '', strong = false, hollow = false, colour }) =>
    shape
      ? [
          {
            type: 'Feature' as const,
            id,
            geometry: shape,
            properties: { tone, name, strong, hollow, colour: colour ?? OVERLAY_COLOURS[tone] },
          },
        ]
      : [],
  ),
})

const colour: ExpressionSpecification = ['get', 'colour']
const filled: ExpressionSpecification = [
  'case',
  ['get', 'hollow'],
  0,
  ['match', ['get', 'tone'], 'beside', 0.04, ['gained', 'lost', 'group'], 0.22, 0.1],
]
const width: ExpressionSpecification = ['case', ['get', 'strong'], 3.2, ['==', ['get', 'tone'], 'beside'], 1.4, 2.2]
const isTone = (...tones: OverlayTone[]): ExpressionSpecification => ['in', ['get', 'tone'], ['literal', tones]]

/** The layers of one overlay, lowest first; above everything but the names. */
export const overlayLayers = (source: string, font: string[], halo: string): LayerSpecification[] => [
  { id: `${source}-fill`, type: 'fill', source, paint: { 'fill-color': colour, 'fill-opacity': filled } },
  ...(['gained', 'lost'] as const).map(
    (tone): LayerSpecification => ({
      id: `${source}-${tone}`,
      type: 'fill',
      source,
      filter: isTone(tone),
      paint: { 'fill-pattern': STRIPES[tone] },
    }),
  ),
  {
    id: `${source}-line`,
    type: 'line',
    source,
    filter: isTone('own', 'gained', 'lost', 'group'),
    layout: { 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': width },
  },
  {
    id: `${source}-dash`,
    type: 'line',
    source,
    filter: isTone('theirs', 'beside'),
    layout: { 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': width, 'line-dasharray': [3, 2] },
  },
  {
    id: `${source}-name`,
    type: 'symbol',
    source,
    layout: { 'text-field': ['get', 'name'], 'text-font': font, 'text-size': 13, 'text-max-width': 9 },
    paint: { 'text-color': colour, 'text-halo-color': halo, 'text-halo-width': 1.6 },
  },
]
