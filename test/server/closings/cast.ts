import { sql } from 'kysely'
import { startSession } from '../../../server/accounts/sessions.queries.ts'
import { asAccount } from '../../../server/db/as-account.ts'
import type { Connection } from '../../../server/db/connect.ts'
import type { Trx } from '../../../server/db/database.ts'
import { recordWrite, type Write } from '../../../server/db/write.ts'
import { SESSION_COOKIE } from '../../../server/plugins/caller.ts'
import { Browser, type Office } from '../accounts/client.ts'
import { addPeople, type County, openCounty } from '../accounts/county.ts'

export const DAY = '2024-10-16'

/** Who closes figures: two of the office, a third who signs with them, a town, a unit, a leader. */
const ROLES = ['office', 'office', 'office', 'town', 'unit', 'community', 'leader'] as const
const NAMES = ['zhao', 'qian', 'sun', 'east', 'bureau', 'yard', 'chief'] as const
export type Name = (typeof NAMES)[number]

export interface Scene extends County {
  /** The account behind a name, each scene its own. */
  who: (name: Name) => string
}

let made = 0

/** A county whose figures can be closed, and the people it takes. */
export async function openScene(connection: Connection, pinned_on: string | null = '2024-10-18'): Promise<Scene> {
  const county = await openCounty(connection, pinned_on)
  made += 1
  const tag = `${made}`
  const who = (name: Name) => `${name}-${tag}`
  const grants: Partial<Record<Name, number>> = {
    east: county.east,
    bureau: county.bureau,
    yard: county.communities.e1,
  }
  await addPeople(
    connection,
    county.plan,
    NAMES.map((name, i) => ({ id: who(name), role: ROLES[i]!, grants: grants[name] ? [grants[name]] : [] })),
  )
  return { ...county, who }
}

export type Kind = 'confirmed' | 'dropped' | 'checked' | 'objected' | 'reviewed' | 'returned' | 'signed'
const SAYS: readonly Kind[] = ['dropped', 'objected', 'returned']

/** What goes around the application: rows as an account would add them by itself. */
export const around = (connection: Connection, { plan, who }: Scene) => {
  const write = <T>(name: Name, action: string, work: (trx: Trx, at: Write) => Promise<T>) =>
    recordWrite(connection.db, plan, { account: who(name), action }, work)

  const propose = (name: Name, said: Record<string, unknown> = {}) =>
    write(name, 'closing_proposed', async (trx, { seq }) => {
      const row = { purpose: 'meeting', title: '十月推进会', from_on: '2024-10-01', as_of: DAY, meeting: null, ...said }
      const { id } = await trx
        .insertInto('closing')
        .values({ plan, seq, account: who(name), supersedes: null, reason: null, ...row })
        .returning('id')
        .executeTakeFirstOrThrow()
      return id
    })

  const step = (name: Name, closing: number, kind: Kind, subject: number | null = null) =>
    write(name, `closing_${kind}`, (trx, { seq }) =>
      trx
        .insertInto('closing_step')
        .values({
          ...{ plan, seq, closing, kind, subject, account: who(name) },
          text: SAYS.includes(kind) ? '数字有出入' : null,
          answers_sha256: null,
        })
        .execute(),
    )

  const stateOf = async (closing: number) => {
    const { rows } = await sql<{ state: string }>`select closing_state(${closing}::bigint) as state`.execute(
      connection.db,
    )
    return rows[0]!.state
  }
  return { write, propose, step, stateOf }
}

/** A browser in which somebody of the scene is signed in. */
export async function signedIn(connection: Connection, office: Office, account: string): Promise<Browser> {
  const browser = new Browser(office)
  browser.cookies.set(SESSION_COOKIE, await asAccount(connection.db, 'system', trx => startSession(trx, account)))
  return browser
}
