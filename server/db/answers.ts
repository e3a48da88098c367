import { sql } from 'kysely'
import type { Db } from './database.ts'

/** Whether the database answers at all. */
export const answers = async (db: Db): Promise<boolean> => {
  await sql`select 1`.execute(db)
  return true
}
