import type { CaseStepKind, OpenCase, StepCase } from '#core/api/cases.ts'
import { addCase, addCaseStep } from '../../../server/cases/cases.queries.ts'
import { addRecordStep } from '../../../server/cases/record.queries.ts'
import type { Connection } from '../../../server/db/connect.ts'
import { recordWrite } from '../../../server/db/write.ts'
import { write } from '../../helpers/plans.ts'
import { addPeople, type County, openCounty, type Person } from '../accounts/county.ts'

export interface CaseStage extends County {
  meeting: number
  open(account: string, body?: Partial<OpenCase>): Promise<number>
  step(account: string, id: number, kind: CaseStepKind, more?: Partial<StepCase>): Promise<number>
  record(account: string, kind: 'closed' | 'reopened', reason?: string, of?: number): Promise<number>
}

let made = 0

/** A meeting of a plan, held on a day. */
export const addMeeting = (connection: Connection, plan: string, held_on: string, month = held_on.slice(0, 7)) =>
  write(connection, plan, async (trx, { seq }) => {
    const { id } = await trx
      .insertInto('meeting')
      .values({ plan, seq, kind: 'monthly', month })
      .returning('id')
      .executeTakeFirstOrThrow()
    const document = { title: `${month} 推进会`, as_of: held_on, held_on, agenda: [], sites: [], ranks_units: false }
    await trx
      .insertInto('meeting_revision')
      .values({ plan, seq, meeting: id, version: 1, document: JSON.stringify(document) })
      .returning('meeting')
      .executeTakeFirstOrThrow()
    return id
  })

/** A county with a meeting that was held, and somebody in every role; names end in a number that is the stage's own. */
export async function openCaseStage(
  connection: Connection,
  pinned_on: string | null = '2024-10-18',
): Promise<CaseStage & { who: Record<Name, string> }> {
  made += 1
  const county = await openCounty(connection, pinned_on)
  const { plan, east, west, communities, bureau } = county
  const who = Object.fromEntries(NAMES.map(name => [name, `${name}-${made}`])) as Record<Name, string>
  const people: Person[] = [
    { id: who.chief, role: 'office' },
    { id: who.second, role: 'office' },
    { id: who.east, role: 'town', grants: [east] },
    { id: who.west, role: 'town', grants: [west] },
    { id: who.e1, role: 'community', grants: [communities.e1] },
    { id: who.unit, role: 'unit', grants: [bureau] },
    { id: who.assessor, role: 'assessor' },
    { id: who.leader, role: 'leader' },
  ]
  await addPeople(connection, plan, people)
  const meeting = await addMeeting(connection, plan, '2024-09-25')
  const as = <T>(account: string, work: Parameters<typeof recordWrite<T>>[3]) =>
    recordWrite(connection.db, plan, { account, action: 'test' }, work)
  return {
    ...county,
    who,
    meeting,
    open: (account, body = {}) =>
      as(account, (trx, at) => addCase(trx, at, account, { kind: 'problem', text: '西墙外立面脱落', ...body })),
    step: (account, id, kind, more = {}) =>
      as(account, (trx, at) => addCaseStep(trx, at, account, id, { kind, ...more })),
    record: (account, kind, reason, of = meeting) =>
      as(account, (trx, at) => addRecordStep(trx, at, { account, meeting: of, kind, reason: reason ?? null })),
  }
}

const NAMES = ['chief', 'second', 'east', 'west', 'e1', 'unit', 'assessor', 'leader'] as const
export type Name = (typeof NAMES)[number]
