import { answersAt } from '../../../server/closings/book-seal.ts'
import { addClosing, addClosingStep, type NewClosingStep } from '../../../server/closings/closings.queries.ts'
import { meetingOf } from '../../../server/meetings/meetings.queries.ts'
import type { Moment } from '../types.ts'
import type { DemoAct } from './acts.ts'

/** Taking a meeting's figures: who took which step, when; the first proposes them. */
export interface DemoClosing {
  kind: string
  month: string
  proposed_at: Moment
  steps: { at: Moment; account: string; kind: NewClosingStep['kind'] }[]
}

/** 截数 as the office did it: proposed by one, confirmed by another, reviewed, signed by the leader. */
export const closing = (closings: readonly DemoClosing[]): DemoAct[] =>
  closings.flatMap(({ kind, month, proposed_at, steps }) => {
    const key = `${kind} ${month}`
    const propose: DemoAct = {
      recorded_at: proposed_at,
      account: 'office',
      action: 'closing_proposed',
      note: month,
      play: async (trx, write, made) => {
        const { id: meeting, document } = (await meetingOf(trx, write.plan, made.meetings.get(key)!))!
        const { as_of, title } = document
        const said = { purpose: 'meeting', meeting, title, as_of, from_on: `${month}-01` }
        made.closings.set(key, await addClosing(trx, write, 'office', said))
      },
    }
    return [
      propose,
      ...steps.map(
        (step): DemoAct => ({
          recorded_at: step.at,
          account: step.account,
          action: `closing_${step.kind}`,
          note: month,
          play: async (trx, write, { closings: made }) => {
            const id = made.get(key)!
            const answers_sha256 = step.kind === 'confirmed' ? await answersAt(trx, write, id) : null
            await addClosingStep(trx, write, step.account, id, { kind: step.kind, answers_sha256 })
          },
        }),
      ),
    ]
  })
