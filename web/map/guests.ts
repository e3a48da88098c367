import type { StyleSpecification } from 'maplibre-gl'
import { LAYER_ORDER, SOURCES } from './layer-order.ts'

const OURS = new Set<string>(LAYER_ORDER)
const OUR_SOURCES = new Set<string>(Object.values(SOURCES))

/** What somebody else drew on the map stays, on top and as it was, when our own style is made anew. */
export const withGuests = (before: StyleSpecification | undefined, next: StyleSpecification): StyleSpecification => {
  if (!before) return next
  const sources = Object.entries(before.sources).filter(([id]) => !OUR_SOURCES.has(id))
  return {
    ...next,
    sources: { ...next.sources, ...Object.fromEntries(sources) },
    layers: [...next.layers, ...before.layers.filter(({ id }) => !OURS.has(id))],
  }
}
