import type { Mark } from '../map/marks.ts'
import type { OpenPlan } from '../plans/plans.store.ts'
import { tonesOf } from '../wall/tones.ts'
import type { Facts } from './scene-facts.ts'

/** What one picture shows otherwise than the wall: whom it dims, and whom it paints as what is missing. */
export interface Accent {
  dimmed?: (subject: number) => boolean
  gap?: (subject: number) => boolean
}

/** Every compound of a day as the wall paints it. */
export const marksOn = (
  { compounds }: Pick<OpenPlan, 'compounds'>,
  { day, basis, statuses, reading }: Facts,
  { dimmed, gap }: Accent = {},
): Map<number, Mark> => {
  const tones = tonesOf(reading.bands)
  const marks = new Map<number, Mark>()
  for (const [subject, status] of statuses)
    marks.set(subject, {
      tone: gap?.(subject) ? 'gap' : (tones.get(reading.of.get(subject) ?? '') ?? 'unreported'),
      hatched: basis === 'reported' && status.covered && !status.verified,
      dimmed: dimmed?.(subject) ?? false,
    })
  for (const { id, from_on, to_on } of compounds)
    if ((from_on !== null && from_on > day) || (to_on !== null && to_on <= day))
      marks.set(id, { tone: 'unreported', hidden: true })
  return marks
}
