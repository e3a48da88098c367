import type { DraftShape, Position } from '../shape.ts'
import { type Done, done, isPlace, refused, ringAt, type VertexPath, withRing } from './operation.ts'

/** A new point between the two ends of an edge. The inverse of deleteVertex. */
export function addVertex(shape: DraftShape, edge: VertexPath, at: Position): Done {
  const ring = ringAt(shape, edge)
  if (!ring) return refused('not_there')
  if (!isPlace(at)) return refused('not_a_place')
  return done(withRing(shape, edge, ring.toSpliced(edge.index + 1, 0, at)))
}
