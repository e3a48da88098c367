import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile'
import Pbf from 'pbf'
import { encodeTile } from '../../../server/tiles/encode-tile.ts'
import { packLayer } from '../../../server/tiles/layer.ts'
import { unitX, unitY } from '../../../server/tiles/mercator.ts'
import { sliceIndex, type TileIndex } from '../../../server/tiles/tile-index.ts'

export type Position = [number, number]
export type Polygons = Position[][][]

const METRES_PER_DEGREE = 111_320

/** A closed rectangle around a place, metres wide and high. */
export function rectangle([lon, lat]: Position, width: number, height = width): Position[] {
  const dx = width / 2 / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180))
  const dy = height / 2 / METRES_PER_DEGREE
  return [
    [lon - dx, lat - dy],
    [lon + dx, lat - dy],
    [lon + dx, lat + dy],
    [lon - dx, lat + dy],
    [lon - dx, lat - dy],
  ]
}

/** Polygons as little-endian WKB. */
export function polygonsWkb(polygons: Polygons): Uint8Array {
  return Buffer.concat([
    head(6, polygons.length),
    ...polygons.flatMap(rings => [
      head(3, rings.length),
      ...rings.flatMap(ring => [Buffer.from(Uint32Array.of(ring.length).buffer), positionsOf(ring)]),
    ]),
  ])
}

/** A line as little-endian WKB. */
export const lineWkb = (line: Position[]): Uint8Array => Buffer.concat([head(2, line.length), positionsOf(line)])

const positionsOf = (positions: Position[]) => Buffer.from(Float64Array.from(positions.flat()).buffer)

function head(kind: number, count: number): Buffer {
  const bytes = Buffer.alloc(9)
  bytes[0] = 1
  bytes.writeUInt32LE(kind, 1)
  bytes.writeUInt32LE(count, 5)
  return bytes
}

/** An index whose only layer is `compounds`, ids from 1 in the order given. */
export function indexOf(shapes: Polygons[]): TileIndex {
  const pack = packLayer('compounds', true)
  for (const [i, polygons] of shapes.entries()) pack.add(i + 1, {}, polygonsWkb(polygons))
  const sheets = [{ layers: [pack.finish()], hidden: new Set<number>() }]
  return { plan: 'grid', revision: 1, ground: { mark: '', layers: [] }, sheets, differs: null }
}

/** The features of one layer as a reader of the tile finds them. */
export function decode(bytes: Uint8Array, layer = 'compounds'): VectorTileFeature[] {
  const found = new VectorTile(new Pbf(bytes)).layers[layer]
  return found ? Array.from({ length: found.length }, (_, i) => found.feature(i)) : []
}

export const cut = (index: TileIndex, z: number, x: number, y: number, layer = 'compounds') =>
  decode(encodeTile(sliceIndex(index, z, x, y)), layer)

/** The tile a place lies in. */
export const tileAt = ([lon, lat]: Position, z: number): Position => [
  Math.min(2 ** z - 1, Math.floor(unitX(lon) * 2 ** z)),
  Math.min(2 ** z - 1, Math.floor(unitY(lat) * 2 ** z)),
]

/** Every tile from the one of the south-western place to the one of the north-eastern. */
export function* tilesBetween(southwest: Position, northeast: Position, z: number): Generator<Position> {
  const [left, bottom] = tileAt(southwest, z)
  const [right, top] = tileAt(northeast, z)
  for (let x = left; x <= right; x++) for (let y = top; y <= bottom; y++) yield [x, y]
}

/** Area in square tile units, holes taken away. */
export function areaOf(feature: VectorTileFeature): number {
  let twice = 0
  for (const ring of feature.loadGeometry()) {
    ring.forEach((here, i) => {
      const before = ring.at(i - 1)!
      twice += before.x * here.y - here.x * before.y
    })
  }
  return twice / 2
}
