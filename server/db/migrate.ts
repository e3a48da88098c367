import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Connection } from './connect.ts'

const HERE = import.meta.dirname
const MIGRATIONS = join(HERE, '../../migrations')
const ROLES = join(HERE, '../../deploy/roles.sql')

/** Brings the schema up to date, each migration in one transaction; a changed past migration or a newer schema is refused. */
export async function migrate(connection: Connection, progress: (name: string) => void = () => {}): Promise<void> {
  const { db } = connection
  if (await maySetUpRoles(connection)) await connection.script(readFileSync(ROLES, 'utf8'))
  await connection.script(`
    begin; set local role fullcover_owner; select pg_advisory_xact_lock(7305);
    create table if not exists schema_migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now());
    commit;`)
  const applied = new Map(
    (await db.selectFrom('schema_migration').select(['name', 'sha256']).execute()).map(row => [row.name, row.sha256]),
  )
  const files = readdirSync(MIGRATIONS)
    .filter(name => name.endsWith('.sql'))
    .sort()
  const newer = [...applied.keys()].filter(name => !files.includes(name))
  if (newer.length > 0) throw new Error(`数据库由更新的版本建立（${newer.join('、')}），请升级程序。`)
  for (const name of files) {
    const text = readFileSync(join(MIGRATIONS, name), 'utf8')
    const sha256 = createHash('sha256').update(text).digest('hex')
    const before = applied.get(name)
    if (before && before !== sha256) throw new Error(`${name} 在执行之后被改动过，拒绝启动。`)
    if (before) continue
    progress(name)
    await connection.script(`
      begin; set local role fullcover_owner; select pg_advisory_xact_lock(7305);
      insert into schema_migration (name, sha256) values ('${name}', '${sha256}');
      ${text}
      commit;`)
  }
}

/** Whether every migration has been applied; asked by /api/ready. */
export async function isMigrated(connection: Connection): Promise<boolean> {
  const files = readdirSync(MIGRATIONS).filter(name => name.endsWith('.sql'))
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from schema_migration`.execute(connection.db)
  return rows[0]?.n === files.length
}

async function maySetUpRoles({ db }: Connection): Promise<boolean> {
  const { rows } = await sql<{ rolsuper: boolean }>`select rolsuper from pg_roles where rolname = current_user`.execute(
    db,
  )
  return rows[0]?.rolsuper === true
}
