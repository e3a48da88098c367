import type { DraftShape } from '../shape.ts'
import { type Done, done, refused, ringAt, type VertexPath, withRing } from './operation.ts'

/** One point less; a ring keeps three. The inverse of addVertex. */
export function deleteVertex(shape: DraftShape, at: VertexPath): Done {
  const ring = ringAt(shape, at)
  if (!ring) return refused('not_there')
  if (ring.length <= 3) return refused('too_few_points')
  return done(withRing(shape, at, ring.toSpliced(at.index, 1)))
}
