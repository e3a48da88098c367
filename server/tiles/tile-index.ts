import { type Layer, layerBytes } from './layer.ts'
import { BUFFER, EXTENT, lonLat } from './mercator.ts'
import { sliceLayer, type TileFeature } from './slice.ts'

/** Layers read at one time; `hidden` are the subjects whose shape a later sheet has, or that left the map. */
export interface Sheet {
  layers: Layer[]
  hidden: ReadonlySet<number>
}

/** A plan's shapes at one geometry revision, ready to be cut into tiles. Sheets are shared between revisions. */
export interface TileIndex {
  plan: string
  revision: number
  ground: { mark: string; layers: Layer[] }
  sheets: Sheet[]
  /** The index this one was made from, and the boxes (mercator square) where they differ; null for one read whole. */
  differs: { from: number; boxes: number[][] } | null
}

const NOBODY: ReadonlySet<number> = new Set()

/** The features of a tile by layer; layers without any are left out. */
export function sliceIndex(index: TileIndex, z: number, x: number, y: number): Record<string, TileFeature[]> {
  const found: Record<string, TileFeature[]> = {}
  for (const { layers, hidden } of [{ layers: index.ground.layers, hidden: NOBODY }, ...index.sheets]) {
    for (const layer of layers) {
      const features = sliceLayer(layer, hidden, z, x, y)
      const before = found[layer.name]
      if (before) for (const feature of features) before.push(feature)
      else if (features.length > 0) found[layer.name] = features
    }
  }
  return found
}

/** Whether a tile is another one than in the index this one was made from. */
export function isTouched({ differs }: TileIndex, z: number, x: number, y: number): boolean {
  if (!differs) return true
  const side = 2 ** z
  // One unit more than the buffer: a mark is wider than the shape it stands for.
  const margin = (BUFFER + 1) / EXTENT
  const [west, east] = [(x - margin) / side, (x + 1 + margin) / side]
  const [north, south] = [(y - margin) / side, (y + 1 + margin) / side]
  return differs.boxes.some(box => box[0]! <= east && box[2]! >= west && box[1]! <= south && box[3]! >= north)
}

/** The boxes of some subjects' shapes as a sheet shows them. */
export const boxesIn = ({ layers, hidden }: Sheet, subjects: ReadonlySet<number>): number[][] =>
  layers.flatMap(({ ids, box }) =>
    [...ids.keys()]
      .filter(i => subjects.has(ids[i]!) && !hidden.has(ids[i]!))
      .map(i => [...box.subarray(4 * i, 4 * i + 4)]),
  )

/** [west, south, east, north] in degrees of every shape of a subject; null where nothing is on the map. */
export function boundsOf({ sheets }: TileIndex): [number, number, number, number] | null {
  let bounds = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { layers, hidden } of sheets) {
    for (const { ids, box } of layers) {
      for (const i of ids.keys()) {
        if (hidden.has(ids[i]!)) continue
        const [w, n, e, s] = box.subarray(4 * i, 4 * i + 4) as unknown as [number, number, number, number]
        bounds = [Math.min(bounds[0]!, w), Math.min(bounds[1]!, n), Math.max(bounds[2]!, e), Math.max(bounds[3]!, s)]
      }
    }
  }
  if (bounds[0] === Infinity) return null
  return [...lonLat(bounds[0]!, bounds[3]!), ...lonLat(bounds[2]!, bounds[1]!)]
}

export const indexBytes = ({ ground, sheets }: TileIndex) =>
  [ground, ...sheets].flatMap(({ layers }) => layers).reduce((sum, layer) => sum + layerBytes(layer), 0)
