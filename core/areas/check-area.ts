import { anyCompound, ground, pickedOutside, taken, uncoveredInside } from './checks/compounds.ts'
import { insideCommunity, insideTown, townWithBorder } from './checks/inside-border.ts'
import { gap, sliver } from './checks/narrow.ts'
import { overlap } from './checks/overlap.ts'
import { type AreaQuestion, type DrawnQuestion, issue } from './checks/question.ts'
import { size } from './checks/size.ts'
import { straddles } from './checks/straddles.ts'
import { validShape } from './checks/valid-shape.ts'
import { squareMetres } from './frame.ts'
import type { AreaIssue } from './issues.ts'
import { sharesOf } from './shares.ts'

export type { AreaCompound, AreaNeighbour, AreaQuestion } from './checks/question.ts'

/** A patch or a package is a list of compounds; only a management area keeps to itself and to its town. */
const OF_MANAGEMENT_AREA = [
  size,
  overlap,
  insideTown,
  straddles,
  pickedOutside,
  taken,
  anyCompound,
  insideCommunity,
  gap,
  sliver,
  uncoveredInside,
]

/**
 * Everything that is wrong with an area as drawn; empty where it may be published.
 * This is the browser's advice: it gives the codes the database gives, and the database decides.
 */
export function checkArea(question: AreaQuestion): AreaIssue[] {
  const { kind, shape, picks, compounds } = question
  const managed = kind === 'management_area'
  const nobody = managed || picks.length > 0 ? [] : [issue('no_compound')]
  const said = managed ? [...ground(question), ...townWithBorder(question)] : nobody
  if (!shape?.coordinates.length) return managed ? [issue('nothing_drawn'), ...said] : said
  const broken = validShape(shape)
  if (broken.length > 0) return [...broken, ...said]
  const shares = managed ? sharesOf(shape, compounds) : new Map()
  const drawn: DrawnQuestion = { ...question, shape, m2: squareMetres(shape), shares }
  return [...(managed ? OF_MANAGEMENT_AREA : [size]).flatMap(check => check(drawn)), ...said]
}
