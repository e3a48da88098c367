import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { Flavor } from '../flavors.ts'
import type { LayerId } from '../layer-order.ts'

export type Layer = LayerSpecification & { id: LayerId }

/** What a layer file draws with; `scale` is 1 on a screen of 1080 lines. */
export interface Ink {
  flavor: Flavor
  scale: number
}

/** A feature's state by key, as the marks and the pages set it. */
export const state = (key: string, otherwise: string | number | boolean): ExpressionSpecification => [
  'coalesce',
  ['feature-state', key],
  otherwise,
]

/** Widths that grow with the zoom, given at [zoom, px] stops. */
export const byZoom = (scale: number, ...stops: [number, number][]): ExpressionSpecification =>
  ['interpolate', ['linear'], ['zoom'], ...stops.flatMap(([zoom, px]) => [zoom, px * scale])] as ExpressionSpecification

/** Chinese and Latin alike in the page's own font: without a glyph server the stack is read as a CSS font family. */
export const FONT = ['Noto Sans SC Variable', 'sans-serif']
