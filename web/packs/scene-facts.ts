import type { Basis, CountedBy } from '#core/api/common.ts'
import type { Curve, Progress } from '#core/api/progress.ts'
import { countsOf, curveOf } from '#core/coverage/curve.ts'
import { progressOn } from '#core/coverage/progress.ts'
import { type Status, statusOn } from '#core/coverage/status-on.ts'
import { type LensReading, readIndicator } from '#core/lenses/lens.ts'
import { indicatorOf } from '#core/plan/meets.ts'
import { adopted } from '#core/plan/printed.ts'
import { publicBasis } from '#core/ranking/question.ts'
import { rankPoints, type ScoredSubject } from '#core/scoring/points.ts'
import type { OpenPlan } from '../plans/plans.store.ts'

/** What a picture or a frame says of a day, all of it worked out by core from the book. */
export interface Facts {
  day: string
  indicator: string
  basis: Basis
  counted_by: CountedBy
  progress: Progress
  statuses: Map<number, Status>
  reading: LensReading
  /** The subjects by their points, where what is asked is a score. */
  scored: ScoredSubject[] | null
}

/** Asks the public question of days of a book; its curve is worked out once. */
export const readBook = (plan: OpenPlan, last: string) => {
  const { document, divisions, histories } = plan
  const { indicator } = document.headline
  const basis = publicBasis(document)
  const counted_by = adopted(document.counted_by)
  const history = histories.get(indicator)!
  const asked = { indicator, basis, counted_by, scope: null }
  const isScore = indicatorOf(document, indicator)?.type === 'number'
  const curve: Curve = curveOf(
    document,
    history,
    { ...asked, from: adopted(document.starts_on), to: last },
    { divisions },
  )
  const counts = countsOf(curve)

  const on = (day: string): Facts => {
    const statuses = statusOn(document, history, indicator, basis, day)
    const counted = [...statuses].filter(([, { member }]) => member === 'baseline')
    return {
      ...{ day, indicator, basis, counted_by, statuses },
      progress: progressOn(document, history, { ...asked, as_of: day }, { divisions, counts }),
      reading: readIndicator(document, indicator, statuses),
      scored: isScore ? rankPoints(counted.map(([id, { value }]) => [id, value] as const)) : null,
    }
  }
  return { curve, on }
}
export type AskedBook = ReturnType<typeof readBook>
