import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Connection } from '../db/connect.ts'
import { BackupFailure } from './backup-failure.ts'
import { tablesOf } from './moment.queries.ts'

const ROLES = join(import.meta.dirname, '../../deploy/roles.sql')

/** Makes a database ready to take a backup, or says what is in the way: something in it, or a preparation that is the administrator's. */
export async function readyDatabase({ db, script }: Connection): Promise<void> {
  const there = await db.transaction().execute(tablesOf)
  if (there.length > 0)
    throw new BackupFailure(
      'refused',
      `数据库不是空的（已有 ${there.length} 张表）：恢复只写进空库。请由数据库管理员另建一个空库，把 DATABASE_URL 指向它再恢复；原来的库留着不动。`,
    )
  const { rows } = await sql<{ superuser: boolean; lacking: boolean }>`
    select r.rolsuper as superuser,
      (select count(*) from pg_roles o where o.rolname in ('fullcover_owner', 'fullcover_app', 'fullcover_guard')
        and (o.rolname <> 'fullcover_owner' or pg_has_role(current_user, o.oid, 'member'))) < 3
      or (select count(*) from pg_extension where extname in ('postgis', 'btree_gist')) < 2 as lacking
    from pg_roles r where r.rolname = current_user`.execute(db)
  if (rows[0]!.superuser) return script(readFileSync(ROLES, 'utf8'))
  if (rows[0]!.lacking)
    throw new BackupFailure(
      'refused',
      '这个空库还没有准备好：请由数据库管理员在其中运行 deploy/roles.sql（psql -d 库名 -f deploy/roles.sql），并把 fullcover_owner 授予 DATABASE_URL 的账号，再恢复。',
    )
}
