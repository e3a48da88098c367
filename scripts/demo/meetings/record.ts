import type { Case, CaseStep } from '#core/api/cases.ts'
import { addCase, addCaseStep } from '../../../server/cases/cases.queries.ts'
import { addRecordStep } from '../../../server/cases/record.queries.ts'
import type { Trx } from '../../../server/db/database.ts'
import { meetingOf } from '../../../server/meetings/meetings.queries.ts'
import type { Day, Moment } from '../types.ts'
import type { DemoAct } from './acts.ts'

/** What was found or promised at a stop, and what became of it; `owner` is the fact of the compound that names who does it. */
export interface DemoCase {
  kind: Case['kind']
  site: number
  owner: 'community' | 'task_owner'
  text: string
  opened_at: Moment
  due_on: Day
  steps: { at: Moment; account: string; kind: CaseStep['kind']; text?: string }[]
}

export interface DemoRecord {
  kind: string
  month: string
  closed_at: Moment
  cases: DemoCase[]
}

/** 会议记录: noted while the meeting went on, closed after it; the cases go their way meanwhile. */
export const recording = (records: readonly DemoRecord[]): DemoAct[] =>
  records.flatMap(({ kind, month, closed_at, cases }) => {
    const key = `${kind} ${month}`
    const close: DemoAct = {
      recorded_at: closed_at,
      account: 'office',
      action: 'record_closed',
      note: month,
      play: async (trx, write, made) => {
        await addRecordStep(trx, write, {
          account: 'office',
          meeting: made.meetings.get(key)!,
          kind: 'closed',
          reason: null,
        })
      },
    }
    return [...cases.flatMap((each, n) => actsOf(each, { key, month, name: `${key} ${n}` })), close]
  })

/** A case's text may name persons: it stands in no write's note. */
const actsOf = (
  { kind, site, owner, text, opened_at, due_on, steps }: DemoCase,
  { key, month, name }: { key: string; month: string; name: string },
): DemoAct[] => {
  const owners = new Map<string, number | undefined>()
  return [
    {
      recorded_at: opened_at,
      account: 'office',
      action: 'case_opened',
      note: month,
      play: async (trx, write, made) => {
        const { id: meeting, document } = (await meetingOf(trx, write.plan, made.meetings.get(key)!))!
        const subject = document.sites[site]!.subject
        owners.set(name, await ownerOf(trx, subject, owner))
        made.cases.set(
          name,
          await addCase(trx, write, 'office', { kind, meeting, text, subject, due_on, owner: owners.get(name) }),
        )
      },
    },
    ...steps.map(
      (step): DemoAct => ({
        recorded_at: step.at,
        account: step.account,
        action: `case_${step.kind}`,
        note: step.text ?? text,
        play: async (trx, write, made) => {
          const said = step.kind === 'assigned' ? { owner: owners.get(name) } : {}
          await addCaseStep(trx, write, step.account, made.cases.get(name)!, {
            kind: step.kind,
            text: step.text,
            ...said,
          })
        },
      }),
    ),
  ]
}

/** Whom a compound's own facts name; its community where there is no unit. */
async function ownerOf(trx: Trx, subject: number, fact: DemoCase['owner']): Promise<number | undefined> {
  const rows = await trx
    .selectFrom('span')
    .select(['indicator', 'value'])
    .where('subject', '=', subject)
    .where('indicator', 'in', ['community', 'task_owner'])
    .where('basis', '=', 'reported')
    .where('to_on', '=', 'infinity')
    .execute()
  const found =
    rows.find(({ indicator }) => indicator === fact) ?? rows.find(({ indicator }) => indicator === 'community')
  return found && Number(found.value)
}
