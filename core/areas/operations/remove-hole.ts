import type { DraftShape } from '../shape.ts'
import { type Done, done, refused } from './operation.ts'

/** A hole is filled. The inverse of addHole. */
export function removeHole(shape: DraftShape, part: number, hole: number): Done {
  const around = shape[part]
  if (!around?.holes[hole]) return refused('not_there')
  return done(shape.with(part, { shell: around.shell, holes: around.holes.toSpliced(hole, 1) }))
}
