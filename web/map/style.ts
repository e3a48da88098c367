import type { FeatureCollection, Point } from 'geojson'
import type { StyleSpecification } from 'maplibre-gl'
import { CLOSE } from './crowd.ts'
import { DRAWN_IN, LAYER_ORDER, SOURCES } from './layer-order.ts'
import { areas } from './layers/areas.ts'
import { basemap } from './layers/basemap.ts'
import { compounds } from './layers/compounds.ts'
import { county } from './layers/county.ts'
import { communities, divisions } from './layers/divisions.ts'
import { glow } from './layers/glow.ts'
import { hatch } from './layers/hatch.ts'
import { labels } from './layers/labels.ts'
import type { Ink, Layer } from './layers/layer.ts'
import { selection } from './layers/selection.ts'
import type { DivisionLabel, Label } from './map-api.ts'

export interface StyleOptions extends Ink {
  /** Tile address of the plan's own shapes, absolute. */
  tiles: string
  divisions: readonly DivisionLabel[]
  compounds: readonly Label[]
  /** A county's own basemap, a PMTiles file; null where it has none. */
  county: string | null
  /** Whether communities carry the colour far off, and compounds are drawn only from near. */
  crowd: boolean
  /** The day whose areas are outlined, counted from 1970; those that hold to the end where it is left out. */
  day?: number | null
}

/** Names as points, with what a layer may filter by. */
export const points = (labels: readonly (Label & { level?: string })[]): FeatureCollection<Point> => ({
  type: 'FeatureCollection',
  features: labels.map(({ id, name, at, level }) => ({
    type: 'Feature',
    id,
    geometry: { type: 'Point', coordinates: [...at] },
    properties: { name, level: level ?? '' },
  })),
})

const onlyClose = (layer: Layer): Layer =>
  'source-layer' in layer && DRAWN_IN.some(name => name === layer['source-layer'])
    ? { ...layer, minzoom: CLOSE }
    : layer

const ordered = (layers: Layer[]) => {
  const place = new Map<string, number>(LAYER_ORDER.map((id, index) => [id, index]))
  return layers.sort((a, b) => place.get(a.id)! - place.get(b.id)!)
}

/** The whole map as MapLibre reads it; no `glyphs`: every name is drawn with the page's own font. */
export const style = (options: StyleOptions): StyleSpecification => {
  const ofCompounds = [...compounds(options), ...hatch(options), ...glow(options), ...selection(options)]
  return {
    version: 8,
    sources: {
      [SOURCES.plan]: { type: 'vector', tiles: [options.tiles], minzoom: 8, maxzoom: 16 },
      [SOURCES.divisions]: { type: 'geojson', data: points(options.divisions) },
      [SOURCES.compounds]: { type: 'geojson', data: points(options.compounds) },
      ...(options.county ? { [SOURCES.county]: { type: 'vector' as const, url: `pmtiles://${options.county}` } } : {}),
    },
    layers: ordered([
      ...basemap(options),
      ...(options.county ? county(options) : []),
      ...divisions(options),
      ...(options.crowd ? communities(options) : []),
      ...(options.crowd ? ofCompounds.map(onlyClose) : ofCompounds),
      ...areas(options),
      ...labels(options),
    ]),
  }
}
