import type { MultiPolygon } from 'geojson'
import { type AreaIssue, type AreaIssueCode, SLIVER_METRES } from '#core/areas/issues.ts'
import { alignTo } from '#core/areas/operations/align-to.ts'
import { clipTo } from '#core/areas/operations/clip-to.ts'
import { merge } from '#core/areas/operations/merge.ts'
import { type Done, refused } from '#core/areas/operations/operation.ts'
import { type DraftShape, fromMultiPolygon } from '#core/areas/shape.ts'
import type { Drawing } from './drawing.ts'
import { ownNeighbours } from './own-neighbours.ts'

/** What one click can do about an issue; the words are the locale's, under drawing.fixes. */
export const FIX_IDS = [
  'clip',
  'align',
  'take_in',
  'leave_out',
  'extend',
  'unpick',
  'pick',
  'pick_inside',
  'propose',
] as const
export type FixId = (typeof FIX_IDS)[number]

const FIXES: Partial<Record<AreaIssueCode, readonly FixId[]>> = {
  overlap: ['clip'],
  gap: ['align'],
  sliver: ['align'],
  straddles: ['take_in', 'leave_out'],
  picked_outside: ['extend', 'unpick'],
  compound_taken: ['unpick'],
  uncovered_inside: ['pick'],
  no_compound: ['pick_inside'],
  nothing_drawn: ['propose'],
}
/** Fixes that need the compound or the area an issue is about. */
const ABOUT: readonly FixId[] = ['take_in', 'leave_out', 'extend', 'unpick', 'pick']

export const fixesOf = ({ code, subject }: AreaIssue, picked: number): readonly FixId[] =>
  (FIXES[code] ?? []).filter(id => (id === 'propose' ? picked > 0 : subject !== null || !ABOUT.includes(id)))

const compoundShape = ({ around }: Drawing, id: number | null) =>
  (around.around.value.compounds.find(each => each.id === id)?.shape ?? null) as MultiPolygon | null

const withCompound = (drawing: Drawing, id: number | null, change: (shape: DraftShape, of: MultiPolygon) => Done) => {
  const found = compoundShape(drawing, id)
  return (shape: DraftShape) => (found ? change(shape, found) : refused('not_there'))
}

/** Carries a fix out through the gate; `propose` is the toolbar's own. */
export const fix = (id: FixId, { subject }: AreaIssue, drawing: Drawing): void => {
  const picks = drawing.picks.value
  const neighbours = ownNeighbours(drawing)
  const named = neighbours.filter(each => each.id === subject)
  const against = (named.length > 0 ? named : neighbours).map(({ shape }) => shape)
  const without = [...picks].filter(each => each !== subject)
  const takeIn = withCompound(drawing, subject, (shape, of) => merge(shape, fromMultiPolygon(of)))
  const leaveOut = withCompound(drawing, subject, (shape, of) => clipTo(shape, [of]))

  if (id === 'clip') drawing.apply('fixed', shape => clipTo(shape, against))
  if (id === 'align') drawing.apply('fixed', shape => alignTo(shape, against, SLIVER_METRES))
  if (id === 'take_in') drawing.apply('fixed', takeIn, { picks: [...picks, subject!] })
  if (id === 'extend') drawing.apply('fixed', takeIn)
  if (id === 'leave_out') drawing.apply('fixed', leaveOut, { picks: without })
  if (id === 'unpick') drawing.setPicks(without, 'fixed')
  if (id === 'pick') drawing.setPicks([...picks, subject!], 'fixed')
  if (id === 'pick_inside') drawing.setPicks([...picks, ...(drawing.contents.value?.compounds ?? [])], 'fixed')
}
