import type { Basis } from '#core/api/common.ts'
import { previousMonthEnd } from '#core/calendar/days.ts'
import type { OpenBook } from '#core/closings/open-book.ts'
import { baseIndicators } from '#core/plan/meets.ts'
import { boardFrom, type WholeQuestion } from './board-from.ts'
import { reasonOn } from './reason-on.ts'
import type { Board, BoardQuestion } from './rows.ts'
import { type SubjectFacts, transitionsOf } from './transition.ts'

export * from './rows.ts'

export type BoardBook = Pick<OpenBook, 'document' | 'divisions' | 'organisations' | 'compounds' | 'histories'>

/** The question with everything left out filled in from the plan. */
export const wholeQuestion = (
  { ranking, headline, counted_by }: OpenBook['document'],
  asked: BoardQuestion,
): WholeQuestion => ({
  of: asked.of,
  as_of: asked.as_of,
  since: asked.since ?? previousMonthEnd(asked.as_of),
  basis: asked.basis ?? publicBasis({ ranking }),
  counted_by: asked.counted_by ?? counted_by.adopted,
  indicator: asked.indicator ?? headline.indicator,
})

/** The basis of what is made public: the ranking's, as the plan has it. */
export const publicBasis = ({ ranking }: Pick<OpenBook['document'], 'ranking'>): Basis => ranking?.basis ?? 'reported'

/** The ranking of a level's divisions or of the responsible units, with what moved each row since a day; every reason of every row. */
export function boardOf(book: BoardBook, question: BoardQuestion): Board {
  const { document, divisions, organisations, histories } = book
  const asked = wholeQuestion(document, question)
  const history = histories.get(asked.indicator)
  const bases = baseIndicators(document, asked.indicator)
  const facts = factsOf(book)
  const transitions = history ? transitionsOf(history, facts, bases, asked) : []
  return boardFrom(
    document,
    transitions,
    asked,
    { divisions, organisations, facts },
    reasonOn(document, history, { divisions, facts }, asked),
  )
}

/** Names, owners and due days as they stand on the book's own day. */
export const factsOf = ({ compounds }: Pick<OpenBook, 'compounds'>): Map<number, SubjectFacts> =>
  new Map(
    compounds.map(({ id, name, values }) => [
      id,
      { name, owner: values.task_owner ? Number(values.task_owner) : null, due_on: values.due_on ?? null },
    ]),
  )
