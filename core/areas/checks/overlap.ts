import { squareMetres } from '../frame.ts'
import { grown, interiorPoint, intersection } from '../geometry.ts'
import { type AreaIssue, STRIP_DEGREES } from '../issues.ts'
import { type DrawnQuestion, issue } from './question.ts'

/** Which neighbours does it lie in, by a strip wider than 5 cm? The same test as `real_overlap` in the database. */
export function overlap({ shape, neighbours }: DrawnQuestion): AreaIssue[] {
  return neighbours.flatMap(neighbour => {
    const common = intersection(shape, neighbour.shape)
    const core = grown(common, -STRIP_DEGREES)
    if (!core) return []
    return [
      issue('overlap', {
        at: interiorPoint(core),
        subject: neighbour.id,
        name: neighbour.name,
        m2: squareMetres(common),
      }),
    ]
  })
}
