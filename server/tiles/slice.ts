import { clipLine, clipRing, type Positions } from './clip.ts'
import { type Layer, LINES, POINTS, type Tags } from './layer.ts'
import { BUFFER, EXTENT } from './mercator.ts'
import { asMark, isOnEdge, ringArea, tidied, turned } from './rings.ts'

const LOW = -BUFFER
const HIGH = EXTENT + BUFFER

/** A feature in tile units: the points, the lines or the rings it is made of, each x, y, x, y …. */
export interface TileFeature {
  id: number
  tags: Tags
  type: 1 | 2 | 3
  geometry: Positions[]
}

/** What of a layer lies in a tile or its buffer, except the ids in `hidden`. Nothing is simplified; nothing that is there is left out. */
export function sliceLayer(layer: Layer, hidden: ReadonlySet<number>, z: number, x: number, y: number): TileFeature[] {
  const features: TileFeature[] = []
  const side = 2 ** z
  const margin = BUFFER / EXTENT
  const [west, east] = [(x - margin) / side, (x + 1 + margin) / side]
  const [north, south] = [(y - margin) / side, (y + 1 + margin) / side]
  const { box, ids } = layer
  for (let i = 0, b = 0; i < ids.length; i++, b += 4) {
    if (box[b]! > east || box[b + 2]! < west || box[b + 1]! > south || box[b + 3]! < north) continue
    if (hidden.has(ids[i]!)) continue
    const inside = box[b]! >= west && box[b + 2]! <= east && box[b + 1]! >= north && box[b + 3]! <= south
    const part = (p: number) => inTile(layer, p, EXTENT * side, EXTENT * x, EXTENT * y)
    const geometry = sliceParts(layer, i, part, inside)
    if (geometry.length > 0)
      features.push({ id: ids[i]!, tags: layer.tags[i]!, type: layer.types[i] as 1 | 2 | 3, geometry })
  }
  return features
}

type PartOf = (part: number) => Positions

function inTile(layer: Layer, part: number, scale: number, left: number, top: number): Positions {
  const positions: Positions = []
  const until = 2 * layer.vertices[part + 1]!
  for (let v = 2 * layer.vertices[part]!; v < until; v += 2) {
    positions.push(layer.xy[v]! * scale - left, layer.xy[v + 1]! * scale - top)
  }
  return positions
}

function sliceParts(layer: Layer, i: number, part: PartOf, inside: boolean): Positions[] {
  const from = layer.parts[i]!
  const until = layer.parts[i + 1]!
  if (layer.types[i] === POINTS) return slicePoints(part, from, until)
  if (layer.types[i] === LINES) return sliceLines(part, from, until, inside)
  return sliceRings(layer, part, from, until, inside)
}

function slicePoints(part: PartOf, from: number, until: number): Positions[] {
  const near: Positions = []
  for (let p = from; p < until; p++) {
    const [x, y] = tidied(part(p)) as [number, number]
    if (x >= LOW && x <= HIGH && y >= LOW && y <= HIGH) near.push(x, y)
  }
  return near.length > 0 ? [near] : []
}

function sliceLines(part: PartOf, from: number, until: number, inside: boolean): Positions[] {
  const lines: Positions[] = []
  for (let p = from; p < until; p++) {
    for (const piece of inside ? [part(p)] : clipLine(part(p), LOW, HIGH)) {
      const line = tidied(piece)
      if (line.length > 2) lines.push(line)
    }
  }
  return lines
}

/** Rings of a polygon; one that rounding closed up leaves, unless all did: then the shape becomes a mark of two units. */
function sliceRings(layer: Layer, part: PartOf, from: number, until: number, inside: boolean): Positions[] {
  const rings: Positions[] = []
  let outside_left = false
  let mark: Positions | undefined
  for (let p = from; p < until; p++) {
    const hole = layer.holes[p] === 1
    if (hole && !outside_left) continue
    const ring = tidied(inside ? part(p) : clipRing(part(p), LOW, HIGH))
    const area = ringArea(ring)
    if (!hole) outside_left = area !== 0
    if (area !== 0) rings.push(turned(ring, area > 0 !== hole))
    else if (!hole && ring.length > 0 && !isOnEdge(ring, LOW, HIGH)) mark ??= asMark(ring[0]!, ring[1]!)
  }
  if (rings.length > 0 || !layer.keeps_small || !mark) return rings
  return [mark]
}
