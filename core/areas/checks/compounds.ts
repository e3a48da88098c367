import { interiorPoint } from '../geometry.ts'
import type { AreaIssue } from '../issues.ts'
import { type AreaCompound, type AreaQuestion, type DrawnQuestion, issue } from './question.ts'

const about = ({ id, name, shape }: AreaCompound) => ({ at: shape && interiorPoint(shape), subject: id, name })

/** Is any compound in it? One that is not on the map is, by being picked. */
export function anyCompound(question: DrawnQuestion): AreaIssue[] {
  const { compounds, picks, shares } = question
  const belongs = ({ id, shape }: AreaCompound) => (shape ? shares.get(id)?.lies === 'inside' : picks.includes(id))
  return compounds.some(belongs) ? [] : [issue('no_compound')]
}

/** Which compounds, picked or inside, belong to another area? */
export const taken = ({ compounds, picks, shares }: DrawnQuestion): AreaIssue[] =>
  compounds
    .filter(({ id, taken_by }) => taken_by !== null && (picks.includes(id) || shares.get(id)?.lies === 'inside'))
    .map(compound => issue('compound_taken', about(compound)))

/** Which picked compounds lie outside? */
export const pickedOutside = ({ compounds, picks, shares }: DrawnQuestion): AreaIssue[] =>
  compounds
    .filter(({ id }) => picks.includes(id) && shares.get(id)?.lies === 'outside')
    .map(compound => issue('picked_outside', about(compound)))

/** Which compounds inside are without management, and were not picked? */
export const uncoveredInside = ({ compounds, picks, shares }: DrawnQuestion): AreaIssue[] =>
  compounds
    .filter(({ id, covered }) => !covered && !picks.includes(id) && shares.get(id)?.lies === 'inside')
    .map(compound => issue('uncovered_inside', about(compound)))

/** Is it said why these compounds are one area? */
export const ground = ({ ground }: AreaQuestion): AreaIssue[] => (ground ? [] : [issue('no_ground')])
