import type { Organisation } from '#core/api/plans.ts'
import type { OpenBook } from '#core/closings/open-book.ts'
import { baseIndicators } from '#core/plan/meets.ts'
import { boardFrom } from './board-from.ts'
import { wholeQuestion } from './question.ts'
import { reasonOn } from './reason-on.ts'
import type { Board, BoardQuestion } from './rows.ts'
import { type SubjectFacts, transitionsOf } from './transition.ts'
import { unitsOf } from './units.ts'

export { publicBasis } from './question.ts'
export * from './rows.ts'

/** What a board is asked of; measures without an owner belong to nobody's row. */
export type BoardBook = Pick<OpenBook, 'document' | 'divisions' | 'organisations' | 'compounds' | 'histories'> & {
  measures?: readonly (Organisation & { owner?: number | null; due_on?: string | null })[]
}

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
    unitsOf(document, transitions, asked, divisions),
    asked,
    { divisions, organisations, facts },
    reasonOn(document, history, { divisions, facts }, asked),
  )
}

/** Names, owners and due days of compounds and measures, as they stand on the book's own day. */
export const factsOf = ({
  compounds,
  measures = [],
}: Pick<BoardBook, 'compounds' | 'measures'>): Map<number, SubjectFacts> =>
  new Map([
    ...compounds.map(({ id, name, values }): [number, SubjectFacts] => [
      id,
      { name, owner: values.task_owner ? Number(values.task_owner) : null, due_on: values.due_on ?? null },
    ]),
    ...measures.map(({ id, name, owner = null, due_on = null }): [number, SubjectFacts] => [
      id,
      { name, owner, due_on },
    ]),
  ])
