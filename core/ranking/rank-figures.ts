import type { Division } from '#core/api/plans.ts'
import type { Rankable } from '#core/coverage/ranking.ts'
import { targetOn } from '#core/coverage/target-on.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import type { WholeQuestion } from './board-from.ts'
import { rankingKeys } from './rules.ts'
import { dueOfSums, meanPoints } from './sums.ts'
import type { Transition } from './transition.ts'
import { unitsOf } from './units.ts'

type DayFigures = Pick<Rankable, 'due' | 'done' | 'points'>

/** What a row is ranked by beside its rate and gain, on the day asked of and on the day compared with. */
export interface RankFigures {
  now: DayFigures
  before: DayFigures
}

/** Whether a plan ranks by more than what a rate is counted from. */
export const needsRankFigures = (document: PlanDocument): boolean =>
  rankingKeys(document).some(key => key === 'due' || key === 'points')

/** These figures by row, for a ranking drawn up without a board. */
export function rankFiguresOf(
  document: PlanDocument,
  transitions: Transition[],
  question: Omit<WholeQuestion, 'basis'>,
  divisions: Division[],
): Map<number, RankFigures> {
  const { indicator, counted_by, as_of, since } = question
  const [target, target_before] = [as_of, since].map(day => targetOn(document, indicator, counted_by, day))
  const isScored = rankingKeys(document).includes('points')
  return new Map(
    [...unitsOf(document, transitions, question, divisions, 0)].map(([id, { now, before }]) => [
      id,
      {
        now: { ...dueOfSums(now, target?.percent), points: isScored ? meanPoints(now) : null },
        before: { ...dueOfSums(before, target_before?.percent), points: isScored ? meanPoints(before) : null },
      },
    ]),
  )
}
