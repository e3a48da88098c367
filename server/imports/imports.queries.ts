import { sql } from 'kysely'
import type { ImportList } from '#core/imports/import-answer.ts'
import type { Db } from '../db/database.ts'
import { UNDO } from './undo.queries.ts'

const LISTED = 100

/** The last imports of a plan, newest first, with who made them and which write took them back. */
export const importsOf = async (db: Db, plan: string): Promise<ImportList['imports']> =>
  (
    await sql<ImportList['imports'][number]>`
      select w.seq, w.recorded_at, w.account, a.name as account_name, w.note,
        (select count(*) from observation o where o.plan = w.plan and o.seq = w.seq)::int as observations,
        (select count(*) from shape s where s.plan = w.plan and s.seq = w.seq)::int as shapes,
        (select u.seq from plan_write u where u.plan = w.plan and u.action = ${UNDO.import} and u.note = w.seq::text limit 1) as undone
      from plan_write w join account a on a.id = w.account
      where w.plan = ${plan} and w.action = 'import' order by w.seq desc limit ${LISTED}`.execute(db)
  ).rows
