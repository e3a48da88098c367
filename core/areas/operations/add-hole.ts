import { difference, isValid } from '../geometry.ts'
import { type DraftShape, type Part, type Ring, toMultiPolygon } from '../shape.ts'
import { type Done, done, isPlace, refused } from './operation.ts'

/** A hole in the part that lies all around it. The inverse of removeHole. */
export function addHole(shape: DraftShape, ring: Ring): Done {
  if (ring.length < 3) return refused('too_few_points')
  if (!ring.every(isPlace)) return refused('not_a_place')
  const hole = toMultiPolygon([{ shell: ring, holes: [] }])
  if (!isValid(hole)) return refused('line_crosses_itself')
  const liesAround = (part: Part) => {
    const ground = toMultiPolygon([part])
    return isValid(ground) && difference(hole, ground) === null
  }
  const around = shape.findIndex(liesAround)
  if (around < 0) return refused('hole_outside')
  const { shell, holes } = shape[around]!
  return done(shape.with(around, { shell, holes: [...holes, ring] }))
}
