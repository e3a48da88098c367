import { fromVectorTileJs, type VectorTileFeatureLike, type VectorTileLayerLike } from '@maplibre/vt-pbf'
import { EXTENT } from './mercator.ts'
import type { TileFeature } from './slice.ts'

/** Layers in tile units as a Mapbox vector tile, version 2; no bytes where there are no layers. */
export function encodeTile(layers: Record<string, TileFeature[]>): Uint8Array {
  const readable = Object.entries(layers).map(([name, features]) => [name, asLayer(name, features)] as const)
  return fromVectorTileJs({ layers: Object.fromEntries(readable) })
}

const asLayer = (name: string, features: TileFeature[]): VectorTileLayerLike => ({
  version: 2,
  name,
  extent: EXTENT,
  length: features.length,
  feature: i => asFeature(features[i]!),
})

const asFeature = ({ id, type, tags, geometry }: TileFeature): VectorTileFeatureLike => ({
  id,
  type,
  properties: tags,
  extent: EXTENT,
  // Of a point the encoder reads x and y; the class it names in its type has a geometer's methods besides.
  loadGeometry: () => geometry as ReturnType<VectorTileFeatureLike['loadGeometry']>,
})
