import { sql } from 'kysely'
import type { Db, Trx } from './database.ts'

/** Works as the application in an account's name, so that row-level security shows what that account may see. Figures go by recordWrite. */
export const asAccount = <T>(db: Db, account: string, work: (trx: Trx) => Promise<T>): Promise<T> =>
  db.transaction().execute(async trx => {
    await sql`select set_config('role', 'fullcover_app', true), set_config('app.account', ${account}, true),
      set_config('statement_timeout', '10s', true)`.execute(trx)
    return work(trx)
  })
