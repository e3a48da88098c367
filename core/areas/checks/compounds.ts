import { interiorPoint } from '../geometry.ts'
import type { AreaIssue } from '../issues.ts'
import { type AreaCompound, type AreaQuestion, type DrawnQuestion, issue } from './question.ts'

const about = ({ id, name, shape }: AreaCompound) => ({ at: shape && interiorPoint(shape), subject: id, name })

/** What lies inside; one that is not on the map belongs by being picked. */
const members = ({ compounds, picks, shares }: DrawnQuestion) =>
  compounds.filter(({ id, shape }) => (shape ? shares.get(id)?.lies === 'inside' : picks.includes(id)))

/** Is any compound in it? */
export const anyCompound = (question: DrawnQuestion): AreaIssue[] =>
  members(question).length > 0 ? [] : [issue('no_compound', { at: interiorPoint(question.shape) })]

/** Which of its compounds belong to another area? */
export const taken = (question: DrawnQuestion): AreaIssue[] =>
  members(question)
    .filter(({ taken_by }) => taken_by !== null)
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
