import { sql } from 'kysely'
import type { Administers, Role } from '#core/accounts/permissions.ts'
import type { Db, Trx } from '../db/database.ts'
import type { AccountSettings } from './settings.ts'
import { hashOf, newToken } from './tokens.ts'

export interface SessionRow {
  id: string
  name: string
  role: Role
  demo: boolean
  administers: Administers | null
  /** Days since the password was chosen. */
  password_days: number | null
  totp_confirmed: boolean
}

/** Whose session a token is, while it lasts; `awake` says whether this request keeps it so. */
export async function sessionOf(
  db: Db,
  token: string,
  { idle_minutes, session_hours }: AccountSettings,
  awake: boolean,
): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`
    select * from session_of(${hashOf(token)}, make_interval(mins => ${idle_minutes}::int),
      make_interval(hours => ${session_hours}::int), ${awake}::boolean)`.execute(db)
  return rows[0]
}

/** Begins a session under a token of its own, and sweeps out those that ended long ago. */
export async function startSession(trx: Trx, account: string): Promise<string> {
  const token = newToken()
  await trx
    .deleteFrom('account_session')
    .where('seen_at', '<', sql<string>`clock_timestamp() - interval '7 days'`)
    .execute()
  await trx
    .insertInto('account_session')
    .values({ hash: hashOf(token), account })
    .execute()
  return token
}

export const endSession = (trx: Trx, token: string) =>
  trx.deleteFrom('account_session').where('hash', '=', hashOf(token)).execute()

/** Ends every session of an account: it was disabled, or is another role, or has another password. */
export const endSessions = (trx: Trx, account: string) =>
  trx.deleteFrom('account_session').where('account', '=', account).execute()

/** The screen a device token is of. */
export async function deviceOf(
  db: Db,
  token: string,
): Promise<{ id: number; name: string; demo: boolean } | undefined> {
  const { rows } = await sql<{ id: number; name: string; demo: boolean }>`
    select * from device_of(${hashOf(token)})`.execute(db)
  return rows[0]
}
