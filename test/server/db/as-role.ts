import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Connection } from '../../../server/db/connect.ts'
import type { Trx } from '../../../server/db/database.ts'

/** A transaction as one of the roles, in an account's name; null leaves the account unset. */
export const asRole = <T>(
  { db }: Connection,
  role: string,
  account: string | null,
  work: (trx: Trx) => Promise<T>,
): Promise<T> =>
  db.transaction().execute(async trx => {
    await sql`select set_config('role', ${role}, true), set_config('app.account', ${account ?? ''}, true)`.execute(trx)
    return work(trx)
  })

/** Waits for a refusal with this SQLSTATE, and this constraint where it is named. */
export const refused = (work: Promise<unknown>, code: string, constraint?: string): Promise<void> =>
  expect(work).rejects.toMatchObject(constraint ? { code, constraint } : { code })
