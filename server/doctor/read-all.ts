import { type SqlBool, sql } from 'kysely'
import type { Db, Trx } from '../db/database.ts'

/** How long one statement of the doctor's may take, s: nobody waits at a screen for it. */
const STATEMENT_SECONDS = 600

/**
 * Reads one snapshot as the schema's owner and takes no lock that anybody else waits for. In a transaction that is open
 * already it reads inside of it, and leaves it as it was, also when something is thrown.
 */
export async function readAll<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  if (!db.isTransaction)
    return db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async trx => {
        await asOwner(trx)
        return work(trx)
      })
  const trx = db as Trx
  await sql`savepoint doctor`.execute(trx)
  try {
    await asOwner(trx)
    return await work(trx)
  } finally {
    await sql`rollback to savepoint doctor`.execute(trx)
  }
}

const asOwner = (trx: Trx) =>
  sql<SqlBool>`
  select set_config('role', 'fullcover_owner', true), set_config('statement_timeout', ${`${STATEMENT_SECONDS}s`}, true),
    set_config('idle_in_transaction_session_timeout', '120s', true)`.execute(trx)
