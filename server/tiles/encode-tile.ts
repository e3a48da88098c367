import { fromGeojsonVt } from '@maplibre/vt-pbf'
import { EXTENT } from './mercator.ts'
import type { TileFeature } from './slice.ts'

/** Layers in tile units as a Mapbox vector tile, version 2; no bytes where there are no layers. */
export function encodeTile(layers: Record<string, TileFeature[]>): Uint8Array {
  const named = Object.fromEntries(Object.entries(layers).map(([name, features]) => [name, { features }]))
  // The encoder reads nothing of a layer but its features; its type asks for all that geojson-vt notes beside them.
  return fromGeojsonVt(named as unknown as Parameters<typeof fromGeojsonVt>[0], { version: 2, extent: EXTENT })
}
