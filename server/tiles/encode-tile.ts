import { ByteWriter } from './byte-writer.ts'
import { LINES, POINTS, POLYGONS, type Tags } from './layer.ts'
import { EXTENT } from './mercator.ts'
import type { TileFeature } from './slice.ts'

const MOVE_TO = 1
const LINE_TO = 2
const CLOSE_PATH = (1 << 3) | 7

const text = new TextEncoder()
const feature_writer = new ByteWriter()
const part_writer = new ByteWriter()
const layer_writer = new ByteWriter()
const tile_writer = new ByteWriter()

/** Layers in tile units as a Mapbox vector tile, version 2.1 of its specification; no bytes where there are no layers. */
export function encodeTile(layers: Record<string, TileFeature[]>): Uint8Array {
  tile_writer.restart()
  for (const [name, features] of Object.entries(layers)) {
    writeLayer(name, features)
    tile_writer.bytes(3, layer_writer.written)
  }
  return tile_writer.written.slice()
}

function writeLayer(name: string, features: TileFeature[]): void {
  const keys = new Map<string, number>()
  const values = new Map<string | number, number>()
  layer_writer.restart()
  layer_writer.number(15, 2)
  layer_writer.bytes(1, text.encode(name))
  for (const feature of features) {
    writeFeature(feature, keys, values)
    layer_writer.bytes(2, feature_writer.written)
  }
  for (const key of keys.keys()) layer_writer.bytes(3, text.encode(key))
  for (const value of values.keys()) {
    part_writer.restart()
    if (typeof value === 'number') part_writer.number(5, value)
    else part_writer.bytes(1, text.encode(value))
    layer_writer.bytes(4, part_writer.written)
  }
  layer_writer.number(5, EXTENT)
}

function writeFeature(feature: TileFeature, keys: Map<string, number>, values: Map<string | number, number>): void {
  feature_writer.restart()
  feature_writer.number(1, feature.id)
  part_writer.restart()
  writeTags(feature.tags, keys, values)
  if (part_writer.written.length > 0) feature_writer.bytes(2, part_writer.written)
  feature_writer.number(3, feature.type)
  part_writer.restart()
  writeGeometry(feature)
  feature_writer.bytes(4, part_writer.written)
}

function writeTags(tags: Tags, keys: Map<string, number>, values: Map<string | number, number>): void {
  for (const key in tags) {
    part_writer.varint(placeOf(key, keys))
    part_writer.varint(placeOf(tags[key]!, values))
  }
}

/** Where a word or number stands in a layer's list; put at its end when it is new. */
function placeOf<T>(word: T, list: Map<T, number>): number {
  const place = list.get(word) ?? list.size
  list.set(word, place)
  return place
}

/** Positions as steps from the one before, over all parts. */
function writeGeometry({ type, geometry }: TileFeature): void {
  let x = 0
  let y = 0
  for (const part of geometry) {
    const count = part.length / 2
    part_writer.varint(((type === POINTS ? count : 1) << 3) | MOVE_TO)
    for (let i = 0; i < part.length; i += 2) {
      if (i === 2 && type >= LINES) part_writer.varint(((count - 1) << 3) | LINE_TO)
      const dx = part[i]! - x
      const dy = part[i + 1]! - y
      part_writer.varint((dx << 1) ^ (dx >> 31))
      part_writer.varint((dy << 1) ^ (dy >> 31))
      x += dx
      y += dy
    }
    if (type === POLYGONS) part_writer.varint(CLOSE_PATH)
  }
}
