import { booleanPointInPolygon } from '@turf/turf'
import { ringsOf, type VertexPath } from '#core/areas/operations/operation.ts'
import type { DraftShape, Position, Ring } from '#core/areas/shape.ts'

/** CSS pixels per degree around a place; east and north differ by the latitude. */
export interface PixelScale {
  east: number
  north: number
}

const TILE_PX = 512

export const pixelScale = (zoom: number, lat: number): PixelScale => {
  const east = (TILE_PX * 2 ** zoom) / 360
  return { east, north: east / Math.cos((lat * Math.PI) / 180) }
}

const across = (a: Position, b: Position, { east, north }: PixelScale) =>
  Math.hypot((a[0] - b[0]) * east, (a[1] - b[1]) * north)

const edges = (shape: DraftShape): { path: VertexPath; from: Position; to: Position }[] =>
  shape.flatMap((part, p) =>
    ringsOf(part).flatMap((points, ring) =>
      points.map((from, index) => ({
        path: { part: p, ring, index },
        from,
        to: points[(index + 1) % points.length]!,
      })),
    ),
  )

/** The point of the shape nearest to a place, within so many pixels. */
export const vertexNear = (shape: DraftShape, at: Position, scale: PixelScale, reach: number): VertexPath | null => {
  let nearest: VertexPath | null = null
  let least = reach
  for (const { path, from } of edges(shape)) {
    const distance = across(from, at, scale)
    if (distance > least) continue
    least = distance
    nearest = path
  }
  return nearest
}

const foot = (at: Position, from: Position, to: Position, { east, north }: PixelScale): Position => {
  const [x, y] = [(to[0] - from[0]) * east, (to[1] - from[1]) * north]
  const length = x * x + y * y
  const along = length === 0 ? 0 : ((at[0] - from[0]) * east * x + (at[1] - from[1]) * north * y) / length
  const t = Math.max(0, Math.min(1, along))
  return [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t]
}

/** The edge nearest to a place, within so many pixels, and the place on it. */
export const edgeNear = (
  shape: DraftShape,
  at: Position,
  scale: PixelScale,
  reach: number,
): { path: VertexPath; at: Position } | null => {
  let nearest: { path: VertexPath; at: Position } | null = null
  let least = reach
  for (const { path, from, to } of edges(shape)) {
    const on = foot(at, from, to, scale)
    const distance = across(on, at, scale)
    if (distance > least) continue
    least = distance
    nearest = { path, at: on }
  }
  return nearest
}

const holds = (ring: Ring, at: Position) =>
  ring.length >= 3 &&
  booleanPointInPolygon([...at], { type: 'Polygon', coordinates: [[...ring, ring[0]!].map(each => [...each])] })

/** The part a place lies in, and the hole of it, if it lies in one. */
export const partAt = (shape: DraftShape, at: Position): { part: number; hole: number | null } | null => {
  const part = shape.findIndex(({ shell }) => holds(shell, at))
  if (part < 0) return null
  const hole = shape[part]!.holes.findIndex(each => holds(each, at))
  return { part, hole: hole < 0 ? null : hole }
}

/** The middles of edges long enough on the screen to be grabbed there. */
export const middles = (shape: DraftShape, scale: PixelScale, from_px: number): Position[] =>
  edges(shape)
    .filter(({ from, to }) => across(from, to, scale) >= from_px)
    .map(({ from, to }) => [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2])

/** The place of a path's point. */
export const placeAt = (shape: DraftShape, { part, ring, index }: VertexPath): Position | null =>
  (shape[part] && ringsOf(shape[part])[ring]?.[index]) ?? null
