import type { Case, CaseState } from '../api/cases.ts'
import { dayOfMoment } from '../calendar/days.ts'
import { isDone, stateAfter } from './next-steps.ts'

export interface CaseOn {
  state: CaseState
  due_on: string | null
  /** 销号 or 长期坚持 by then. */
  done: boolean
  /** Its day has passed and it was not done. The due day itself still counts as in time. */
  late: boolean
  /** The day it was done on. */
  done_on: string | null
}

type Told = Pick<Case, 'due_on' | 'opened_due_on' | 'steps'>

/** A case as it stood at the end of a day. */
export function caseOn({ due_on: now_due, opened_due_on = now_due, steps }: Told, as_of: string): CaseOn {
  const until = steps.filter(({ at }) => dayOfMoment(at) <= as_of)
  const last = until.at(-1)
  const state = stateAfter(last?.kind)
  const due_on = until.findLast(step => step.due_on !== null)?.due_on ?? opened_due_on
  const done = isDone(state)
  return {
    state,
    due_on,
    done,
    late: !done && due_on !== null && due_on < as_of,
    done_on: done ? dayOfMoment(last!.at) : null,
  }
}
