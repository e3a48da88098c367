import { squareMetres } from '../frame.ts'
import { difference, interiorPoint } from '../geometry.ts'
import type { AreaIssue } from '../issues.ts'
import { type DrawnQuestion, issue } from './question.ts'

/** Which compounds are cut by the line? The place is in the smaller of the two parts. */
export function straddles({ shape, compounds, shares }: DrawnQuestion): AreaIssue[] {
  return compounds.flatMap(({ id, name, shape: ground }) => {
    const share = shares.get(id)
    if (share?.lies !== 'straddling') return []
    const [less, more] = [share.inside, difference(ground, shape)].sort((a, b) => squareMetres(a) - squareMetres(b))
    const cut = less ?? more!
    return [issue('straddles', { at: interiorPoint(cut), subject: id, name, m2: squareMetres(cut) })]
  })
}
