import type { Basis } from '#core/api/common.ts'
import { previousMonthEnd } from '#core/calendar/days.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import type { WholeQuestion } from './board-from.ts'
import type { BoardQuestion } from './rows.ts'

/** The question with everything left out filled in from the plan. */
export const wholeQuestion = (
  { ranking, headline, counted_by }: PlanDocument,
  asked: BoardQuestion,
): WholeQuestion => ({
  of: asked.of,
  as_of: asked.as_of,
  since: asked.since ?? previousMonthEnd(asked.as_of),
  basis: asked.basis ?? publicBasis({ ranking }),
  counted_by: asked.counted_by ?? adopted(counted_by),
  indicator: asked.indicator ?? headline.indicator,
})

/** The basis of what is made public: the ranking's, as the plan has it. */
export const publicBasis = ({ ranking }: Pick<PlanDocument, 'ranking'>): Basis => ranking?.basis ?? 'reported'
