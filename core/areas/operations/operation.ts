import type { DraftShape, Part, Position, Ring } from '../shape.ts'

/** Why an operation cannot be done; the locales have the sentence of each. */
export const OPERATION_REASONS = [
  /** No part, hole, ring, point or edge is there. */
  'not_there',
  /** A coordinate is no number, or no place on earth. */
  'not_a_place',
  /** A ring needs three points. */
  'too_few_points',
  /** A hole lies inside one part and meets none of its other holes. */
  'hole_outside',
  /** What is drawn crosses itself; mend it first. */
  'shape_invalid',
  'nothing_drawn',
  'line_too_short',
  'line_crosses_itself',
  /** The line does not run through the shape from side to side. */
  'line_does_not_cut',
  'no_overlap',
  /** The neighbours cover all of it. */
  'nothing_left',
  /** The two ends of a trace lie on one ring of the neighbour. */
  'not_on_neighbour',
  'nothing_near',
  'already_square',
  /** What would come of it crosses itself. */
  'would_cross',
  'nothing_picked',
  /** What is picked lies in neighbours or outside of the town. */
  'no_room',
] as const
export type OperationReason = (typeof OPERATION_REASONS)[number]
export type Refused = { ok: false; reason: OperationReason }
export type Done = { ok: true; shape: DraftShape } | Refused

/** Ring 0 is the part's shell, ring n its hole n - 1. An edge runs from the point at `index` to the next one of its ring. */
export interface VertexPath {
  part: number
  ring: number
  index: number
}

export const done = (shape: DraftShape): Done => ({ ok: true, shape })
export const refused = (reason: OperationReason): Refused => ({ ok: false, reason })

export const isPlace = ([lon, lat]: Position) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90

const RESOLUTION = 1e9
/** A computed point as it is kept, a tenth of a millimetre fine; points taken over from elsewhere are never rounded. */
export const roundPlace = ([lon, lat]: Position): Position => [
  Math.round(lon * RESOLUTION) / RESOLUTION,
  Math.round(lat * RESOLUTION) / RESOLUTION,
]

export const shifted = ([lon, lat]: Position, [east, north]: Position) => roundPlace([lon + east, lat + north])

export const ringsOf = ({ shell, holes }: Part): Ring[] => [shell, ...holes]

/** The ring a path names, if its point is there. */
export function ringAt(shape: DraftShape, { part, ring, index }: VertexPath): Ring | null {
  const found = shape[part] && ringsOf(shape[part])[ring]
  return found?.[index] ? found : null
}

/** The shape with one ring exchanged; everything else is the same objects. */
export const withRing = (shape: DraftShape, { part, ring }: VertexPath, changed: Ring): DraftShape =>
  shape.with(part, {
    shell: ring === 0 ? changed : shape[part]!.shell,
    holes: ring === 0 ? shape[part]!.holes : shape[part]!.holes.with(ring - 1, changed),
  })
