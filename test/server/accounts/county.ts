import type { Connection } from '../../../server/db/connect.ts'
import { asOwner } from '../../../server/db/write.ts'
import { addObservations } from '../../../server/observations/observations.queries.ts'
import { addDivisions, addSubjects } from '../../../server/subjects/subjects.queries.ts'
import { newPlan, write } from '../../helpers/plans.ts'

export interface County {
  plan: string
  county: number
  east: number
  west: number
  /** Two communities of the eastern town, one of the western. */
  communities: { e1: number; e2: number; w1: number }
  /** One compound in each of them. */
  compounds: { e1: number; e2: number; w1: number }
  bureau: number
}

/** A county of two towns and three communities with a compound each; the bureau's task is the first one. */
export async function openCounty(connection: Connection, pinned_on: string | null = '2024-10-18'): Promise<County> {
  const plan = (await newPlan(connection, 'xx-county-2024', pinned_on)).id
  return write(connection, plan, async (trx, at) => {
    const codes = ['county', 'east', 'west', 'e1', 'e2', 'w1']
    const divisions = await addSubjects(
      trx,
      at,
      codes.map(code => ({ kind: 'division' as const, code })),
    )
    const [county, east, west, e1, e2, w1] = divisions as [number, number, number, number, number, number]
    await addDivisions(trx, [{ id: county, level: 'county', parent: null }])
    await addDivisions(
      trx,
      [east, west].map(id => ({ id, level: 'town', parent: county })),
    )
    await addDivisions(trx, [
      { id: e1, level: 'community', parent: east },
      { id: e2, level: 'community', parent: east },
      { id: w1, level: 'community', parent: west },
    ])
    const [bureau] = (await addSubjects(trx, at, [{ kind: 'organisation', code: 'bureau' }])) as [number]
    const compounds = (await addSubjects(
      trx,
      at,
      ['ce1', 'ce2', 'cw1'].map(code => ({ kind: 'compound' as const, code })),
    )) as [number, number, number]
    const say = (subject: number, indicator: string, value: string) => ({
      subject,
      indicator,
      value,
      effective_on: '2024-03-10',
    })
    await addObservations(trx, at, [
      ...compounds.flatMap((id, i) => [
        say(id, 'community', String([e1, e2, w1][i])),
        say(id, 'roster', 'in'),
        say(id, 'households', '100'),
      ]),
      say(compounds[0], 'task_owner', String(bureau)),
    ])
    return {
      plan,
      county,
      east,
      west,
      communities: { e1, e2, w1 },
      compounds: { e1: compounds[0], e2: compounds[1], w1: compounds[2] },
      bureau,
    }
  })
}

export interface Person {
  id: string
  role: 'administrator' | 'office' | 'town' | 'community' | 'unit' | 'assessor' | 'leader'
  grants?: number[]
  demo?: boolean
  enabled?: boolean
}

/** Accounts as they stand in the database, without a password. */
export const addPeople = (connection: Connection, plan: string, people: Person[]): Promise<void> =>
  asOwner(connection.db, async trx => {
    for (const { grants = [], ...person } of people) {
      await trx
        .insertInto('account')
        .values({ name: person.id, administers: null, ...person })
        .execute()
      for (const subject of grants)
        await trx.insertInto('account_grant').values({ account: person.id, plan, subject }).execute()
    }
  })
