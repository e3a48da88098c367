import type { DraftShape, Position } from '../shape.ts'
import { type Done, done, isPlace, refused, ringAt, type VertexPath, withRing } from './operation.ts'

/** One point goes elsewhere, to the very place given. Its own inverse, with the place it had. */
export function moveVertex(shape: DraftShape, at: VertexPath, to: Position): Done {
  const ring = ringAt(shape, at)
  if (!ring) return refused('not_there')
  if (!isPlace(to)) return refused('not_a_place')
  return done(withRing(shape, at, ring.with(at.index, to)))
}
