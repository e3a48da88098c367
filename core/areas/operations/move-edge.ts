import type { DraftShape, Position } from '../shape.ts'
import { type Done, done, isPlace, refused, ringAt, shifted, type VertexPath, withRing } from './operation.ts'

/** Both ends of an edge go the same way. The inverse is the same edge moved back. */
export function moveEdge(shape: DraftShape, edge: VertexPath, by: Position): Done {
  const ring = ringAt(shape, edge)
  if (!ring || ring.length < 2) return refused('not_there')
  const next = (edge.index + 1) % ring.length
  const from = shifted(ring[edge.index]!, by)
  const to = shifted(ring[next]!, by)
  if (!isPlace(from) || !isPlace(to)) return refused('not_a_place')
  return done(withRing(shape, edge, ring.with(edge.index, from).with(next, to)))
}
