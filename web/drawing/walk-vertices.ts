import { ringAt, ringsOf, type VertexPath } from '#core/areas/operations/operation.ts'
import type { DraftShape, Position } from '#core/areas/shape.ts'

/** The next point of the shape, ring after ring and part after part, and around again. */
export const nextVertex = (shape: DraftShape, from: VertexPath | null, step: 1 | -1): VertexPath | null => {
  const all = shape.flatMap((each, part) =>
    ringsOf(each).flatMap((ring, r) => ring.map((_, index) => ({ part, ring: r, index }))),
  )
  if (all.length === 0) return null
  const now = from
    ? all.findIndex(({ part, ring, index }) => part === from.part && ring === from.ring && index === from.index)
    : -1
  if (now < 0) return step === 1 ? all[0]! : all.at(-1)!
  return all[(now + step + all.length) % all.length]!
}

/** The point before one on its ring. */
export const vertexBefore = (shape: DraftShape, at: VertexPath): Position | null => {
  const ring = ringAt(shape, at)
  return ring ? ring[(at.index + ring.length - 1) % ring.length]! : null
}
