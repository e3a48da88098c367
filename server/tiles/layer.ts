import { unitX, unitY } from './mercator.ts'
import { readWkb } from './wkb.ts'

/** What a feature says; numbers are whole and not negative. */
export type Tags = Record<string, string | number>

/**
 * Shapes of one tile layer, packed: feature i has the parts `parts[i]` up to `parts[i + 1]`, part p the vertices
 * `vertices[p]` up to `vertices[p + 1]` of `xy`, in the mercator square; `box` has west, north, east, south of each feature.
 */
export interface Layer {
  name: string
  /** Whether a shape smaller than a tile unit stays, as a mark. */
  keeps_small: boolean
  ids: Float64Array
  types: Uint8Array
  tags: Tags[]
  parts: Uint32Array
  vertices: Uint32Array
  holes: Uint8Array
  xy: Float64Array
  box: Float64Array
}

export const POINTS = 1
export const LINES = 2
export const POLYGONS = 3

/** Packs shapes one by one; the shape is WKB in lon/lat. */
export function packLayer(name: string, keeps_small: boolean) {
  const ids: number[] = []
  const types: number[] = []
  const tags: Tags[] = []
  const parts = [0]
  const vertices = [0]
  const holes: number[] = []
  const xy: number[] = []
  const box: number[] = []
  return {
    add(id: number, tag: Tags, wkb: Uint8Array) {
      const from = xy.length
      let type = 0
      const part = (kind: number, lonlat: ArrayLike<number>, hole: boolean) => {
        type = kind
        for (let i = 0; i < lonlat.length; i += 2) xy.push(unitX(lonlat[i]!), unitY(lonlat[i + 1]!))
        vertices.push(xy.length / 2)
        holes.push(hole ? 1 : 0)
      }
      readWkb(wkb, {
        point: (x, y) => part(POINTS, [x, y], false),
        line: lonlat => part(LINES, lonlat, false),
        ring: (lonlat, hole) => part(POLYGONS, lonlat.subarray(2), hole),
      })
      if (xy.length === from) return
      ids.push(id)
      types.push(type)
      tags.push(tag)
      parts.push(holes.length)
      box.push(...boxOf(xy, from))
    },
    finish: (): Layer => ({
      name,
      keeps_small,
      ids: Float64Array.from(ids),
      types: Uint8Array.from(types),
      tags,
      parts: Uint32Array.from(parts),
      vertices: Uint32Array.from(vertices),
      holes: Uint8Array.from(holes),
      xy: Float64Array.from(xy),
      box: Float64Array.from(box),
    }),
  }
}

/** Bytes a layer holds in memory; a feature's tags are taken as 60. */
export const layerBytes = (layer: Layer) =>
  layer.xy.byteLength +
  layer.box.byteLength +
  layer.vertices.byteLength +
  layer.holes.byteLength +
  layer.ids.length * 73

function boxOf(xy: number[], from: number): [number, number, number, number] {
  let west = Infinity
  let north = Infinity
  let east = -Infinity
  let south = -Infinity
  for (let i = from; i < xy.length; i += 2) {
    west = Math.min(west, xy[i]!)
    east = Math.max(east, xy[i]!)
    north = Math.min(north, xy[i + 1]!)
    south = Math.max(south, xy[i + 1]!)
  }
  return [west, north, east, south]
}
