import { anyCompound, ground, pickedOutside, taken, uncoveredInside } from './checks/compounds.ts'
import { inChina } from './checks/in-china.ts'
import { insideCommunity, insideTown } from './checks/inside-border.ts'
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

/** What every stored shape must be, whatever it is for. */
const OF_ANY_SHAPE = [size, inChina]
/** A patch or a package is a list of compounds; only a management area keeps to itself and to its town. */
const OF_MANAGEMENT_AREA = [
  ...OF_ANY_SHAPE,
  insideTown,
  insideCommunity,
  overlap,
  straddles,
  taken,
  pickedOutside,
  anyCompound,
  gap,
  sliver,
  uncoveredInside,
]

/**
 * Everything that is wrong with an area as drawn; empty where it may be published.
 * This is the browser's advice: it gives the codes the database gives, and the database decides.
 */
export function checkArea(question: AreaQuestion): AreaIssue[] {
  const { kind, shape, picks } = question
  const managed = kind === 'management_area'
  const said = managed ? ground(question) : picks.length > 0 ? [] : [issue('no_compound')]
  if (!shape) return managed ? [issue('nothing_drawn'), ...said] : said
  const broken = validShape(shape)
  if (broken.length > 0) return [...broken, ...said]
  const drawn: DrawnQuestion = {
    ...question,
    shape,
    m2: squareMetres(shape),
    shares: managed ? sharesOf(shape, question.compounds) : new Map(),
  }
  return [...(managed ? OF_MANAGEMENT_AREA : OF_ANY_SHAPE).flatMap(check => check(drawn)), ...said]
}
