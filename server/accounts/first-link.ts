import { sql } from 'kysely'
import { asAccount } from '../db/as-account.ts'
import type { Db } from '../db/database.ts'
import { makeLink } from './links.queries.ts'

const HOURS = 24

/** The one-time path that makes the first administrator; null once there is one. An earlier one holds no longer. */
export async function firstLink(db: Db): Promise<string | null> {
  const { rows } = await sql<{ is: boolean }>`select is_opened() as is`.execute(db)
  if (rows[0]!.is) return null
  const { token } = await asAccount(db, 'system', trx => makeLink(trx, 'first', null, HOURS))
  return `/sign-in?first=${token}`
}
