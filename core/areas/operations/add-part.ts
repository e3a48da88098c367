import type { DraftShape, Ring } from '../shape.ts'
import { type Done, done, isPlace, refused } from './operation.ts'

/** One more part, without holes. The inverse of removePart. */
export function addPart(shape: DraftShape, ring: Ring): Done {
  if (ring.length < 3) return refused('too_few_points')
  return ring.every(isPlace) ? done([...shape, { shell: ring, holes: [] }]) : refused('not_a_place')
}
