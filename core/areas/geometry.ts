import { feature, featureCollection, intersect, union as join, difference as subtract } from '@turf/turf'
import type { MultiPolygon, Position as Place, Polygon } from 'geojson'
import InteriorPointArea from 'jsts/org/locationtech/jts/algorithm/InteriorPointArea.js'
import type Geometry from 'jsts/org/locationtech/jts/geom/Geometry.js'
import GeometryFactory from 'jsts/org/locationtech/jts/geom/GeometryFactory.js'
import PrecisionModel from 'jsts/org/locationtech/jts/geom/PrecisionModel.js'
import GeoJSONReader from 'jsts/org/locationtech/jts/io/GeoJSONReader.js'
import GeoJSONWriter from 'jsts/org/locationtech/jts/io/GeoJSONWriter.js'
import BufferOp from 'jsts/org/locationtech/jts/operation/buffer/BufferOp.js'
import BufferParameters from 'jsts/org/locationtech/jts/operation/buffer/BufferParameters.js'
import OverlayOp from 'jsts/org/locationtech/jts/operation/overlay/OverlayOp.js'
import SnapIfNeededOverlayOp from 'jsts/org/locationtech/jts/operation/overlay/snap/SnapIfNeededOverlayOp.js'
import Polygonizer from 'jsts/org/locationtech/jts/operation/polygonize/Polygonizer.js'
import UnaryUnionOp from 'jsts/org/locationtech/jts/operation/union/UnaryUnionOp.js'
import IsValidOp from 'jsts/org/locationtech/jts/operation/valid/IsValidOp.js'
import GeometryPrecisionReducer from 'jsts/org/locationtech/jts/precision/GeometryPrecisionReducer.js'
import TopologyPreservingSimplifier from 'jsts/org/locationtech/jts/simplify/TopologyPreservingSimplifier.js'
import { apart, boxAround, boxOf } from './boxes.ts'
import type { Position, Ring } from './shape.ts'

/** What an overlay leaves may be nothing. */
export type Shape = MultiPolygon | null

const reader = new GeoJSONReader(new GeometryFactory())
const writer = new GeoJSONWriter()
const QUADRANT_SEGMENTS = 8
/** As PostGIS has it: a corner of less than 23 degrees is cut off. */
const MITRE_LIMIT = 5

const read = (shape: MultiPolygon) => reader.read(shape)

/** The polygons of a result; lines and points where shapes only touch are left out. */
function write(geometry: Geometry): Shape {
  const coordinates = Array.from({ length: geometry.getNumGeometries() }, (_, i) => geometry.getGeometryN(i))
    .filter(part => !part.isEmpty())
    .map(part => writer.write(part))
    .filter((part): part is Polygon => part.type === 'Polygon')
    .map(part => part.coordinates)
  return coordinates.length > 0 ? { type: 'MultiPolygon', coordinates } : null
}

const EXACT = { 1: intersect, 2: join, 3: subtract } as const

/** The quick overlay gives up where lines lie too near to each other; then it is tried on a grid, at last in exact arithmetic. */
function overlay(a: MultiPolygon, b: MultiPolygon, operation: 1 | 2 | 3): Shape {
  const [one, other] = [read(a), read(b)]
  const attempts = [
    () => write(SnapIfNeededOverlayOp.overlayOp(one, other, operation)),
    ...gridFor(a, b).map(scale => () => {
      return write(SnapIfNeededOverlayOp.overlayOp(reduce(one, scale), reduce(other, scale), operation))
    }),
  ]
  for (const attempt of attempts)
    try {
      return attempt()
    } catch {
      // the next one is slower and holds more
    }
  const found = EXACT[operation](featureCollection<Polygon | MultiPolygon>([feature(a), feature(b)]))?.geometry
  if (!found) return null
  return found.type === 'Polygon' ? { type: 'MultiPolygon', coordinates: [found.coordinates] } : found
}

function reduce(geometry: Geometry, scale: number): Geometry {
  const reducer = new GeometryPrecisionReducer(new PrecisionModel(scale))
  reducer.setChangePrecisionModel(true)
  return reducer.reduce(geometry)
}

/** The shape on a grid of so many lines per unit; still valid. */
export const snapped = (shape: Shape, scale: number): Shape => shape && write(reduce(read(shape), scale))

/** Lines of the grid per unit: a tenth of a millimetre apart in shapes of a kilometre, then a millimetre, then a centimetre. */
function gridFor(a: MultiPolygon, b: MultiPolygon): number[] {
  const { west, south, east, north } = boxAround([...a.coordinates, ...b.coordinates].flat(2))
  const finest = 7 - Math.ceil(Math.log10(Math.max(east - west, north - south)))
  return [finest, finest - 1, finest - 2].map(power => 10 ** power)
}

const ofParts = (coordinates: MultiPolygon['coordinates']): Shape =>
  coordinates.length > 0 ? { type: 'MultiPolygon', coordinates } : null

/** The parts of a shape that another may meet, and those it cannot: overlays need only the first. */
function partsBy(shape: MultiPolygon, other: MultiPolygon): { near: Shape; far: MultiPolygon['coordinates'] } {
  const box = boxOf(other)
  const isNear = ([shell]: Place[][]) => !apart(boxAround(shell ?? []), box)
  return {
    near: ofParts(shape.coordinates.filter(isNear)),
    far: shape.coordinates.filter(part => !isNear(part)),
  }
}

/** What lies in both; null where they only touch. */
export function intersection(a: Shape, b: Shape): Shape {
  if (!a || !b) return null
  const [one, other] = [partsBy(a, b).near, partsBy(b, a).near]
  return one && other && overlay(one, other, OverlayOp.INTERSECTION)
}

/** What lies in `a` and not in `b`. */
export function difference(a: Shape, b: Shape): Shape {
  if (!a || !b) return a
  const [one, other] = [partsBy(a, b), partsBy(b, a).near]
  if (!one.near || !other) return a
  return ofParts([...(overlay(one.near, other, OverlayOp.DIFFERENCE)?.coordinates ?? []), ...one.far])
}

/** All of them as one, joined two by two. */
export function union(shapes: readonly Shape[]): Shape {
  const present = shapes.filter(shape => shape !== null)
  if (present.length <= 1) return present[0] ?? null
  const half = present.length >> 1
  const [a, b] = [union(present.slice(0, half)), union(present.slice(half))]
  if (!a || !b) return a ?? b
  const [one, other] = [partsBy(a, b), partsBy(b, a)]
  const joined = one.near && other.near ? overlay(one.near, other.near, OverlayOp.UNION) : null
  const near = joined?.coordinates ?? [...(one.near?.coordinates ?? []), ...(other.near?.coordinates ?? [])]
  return ofParts([...near, ...one.far, ...other.far])
}

/** Grown by so much, shrunk where it is negative, in the units of the coordinates. */
export function grown(shape: Shape, by: number, corners: 'round' | 'mitre' = 'round'): Shape {
  if (!shape) return null
  return write(BufferOp.bufferOp(read(shape), by, corner(corners)))
}

function corner(corners: 'round' | 'mitre'): BufferParameters {
  const join = corners === 'round' ? BufferParameters.JOIN_ROUND : BufferParameters.JOIN_MITRE
  return new BufferParameters(QUADRANT_SEGMENTS, BufferParameters.CAP_ROUND, join, MITRE_LIMIT)
}

/** Whether ST_IsValid would say so, and where not; the place is null where a ring cannot even be read. */
export function validity(shape: MultiPolygon): { valid: true } | { valid: false; at: Position | null } {
  try {
    const error = new IsValidOp(read(shape)).getValidationError()
    if (!error) return { valid: true }
    const at = error.getCoordinate()
    return { valid: false, at: at && Number.isFinite(at.x) && Number.isFinite(at.y) ? [at.x, at.y] : null }
  } catch {
    return { valid: false, at: null }
  }
}

export const isValid = (shape: Shape): shape is MultiPolygon => shape !== null && validity(shape).valid

/** A point well inside. */
export function interiorPoint(shape: MultiPolygon): Position {
  const { x, y } = InteriorPointArea.getInteriorPoint(read(shape)) ?? read(shape).getCoordinate()!
  return [x, y]
}

/** The faces that lines close between them, wherever they cross. */
export function faces(lines: readonly (Ring | Place[])[]): MultiPolygon[] {
  const drawn = lines.filter(line => line.length >= 2).map(line => line.map(([lon, lat]) => [lon!, lat!]))
  if (drawn.length === 0) return []
  const polygonizer = new Polygonizer()
  polygonizer.add(UnaryUnionOp.union(reader.read({ type: 'MultiLineString', coordinates: drawn })))
  return polygonizer
    .getPolygons()
    .toArray()
    .map(write)
    .filter(face => face !== null)
}

/** With fewer points, none of them farther off than `tolerance`, rings and parts staying apart. */
export const simplified = (shape: MultiPolygon, tolerance: number): Shape =>
  write(TopologyPreservingSimplifier.simplify(read(shape), tolerance))
