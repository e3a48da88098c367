import type { DraftShape, Position, Ring } from '../shape.ts'
import { type Done, done, isPlace, refused, ringsOf, shifted } from './operation.ts'

/** All of it goes the same way. The inverse is the shape moved back. */
export function moveShape(shape: DraftShape, by: Position): Done {
  if (shape.length === 0) return refused('nothing_drawn')
  const move = (ring: Ring) => ring.map(point => shifted(point, by))
  const moved = shape.map(({ shell, holes }) => ({ shell: move(shell), holes: holes.map(move) }))
  return moved.flatMap(ringsOf).flat().every(isPlace) ? done(moved) : refused('not_a_place')
}
