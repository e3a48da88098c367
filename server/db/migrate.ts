import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Connection, Script } from './connect.ts'
import { MIGRATIONS, type Migration, migrationsOf, namesOf, pendingIn } from './schema-files.ts'

const ROLES = join(import.meta.dirname, '../../deploy/roles.sql')

/** Attempts, pauses between them: every attempt waits three seconds for whoever uses the tables, and meanwhile holds them up. */
const TRIES = 6
const PAUSE_MS = 2000

export interface MigrateOptions {
  /** Where the migrations lie; other than this version's own in tests alone. */
  folder?: string
  tries?: number
}

/** A schema that could not be brought up to date; the database is as it was. */
export class MigrationFailed extends Error {}

/** What a database has of this version's migrations, and what it lacks. */
export const schemaOf = (
  connection: Connection,
  folder = MIGRATIONS,
): Promise<{ applied: string[]; pending: string[] }> =>
  connection.together(async script => {
    const { applied, pending } = await pendingIn(script, migrationsOf(folder))
    return { applied, pending: pending.map(({ name }) => name) }
  })

/** The migrations that are still to be applied. */
export const pendingOf = async (connection: Connection, folder = MIGRATIONS): Promise<string[]> =>
  (await schemaOf(connection, folder)).pending

/**
 * Brings the schema up to date: roles, extensions and all that is pending, in one transaction and one at a time, so that a
 * migration that fails leaves nothing. A changed past migration, a newer schema and a gap are refused.
 */
export async function migrate(
  connection: Connection,
  progress: (name: string) => void = () => {},
  { folder = MIGRATIONS, tries = TRIES }: MigrateOptions = {},
): Promise<void> {
  const migrations = migrationsOf(folder)
  for (let attempt = 1; ; attempt++) {
    try {
      return await connection.together(script => bringUpToDate(connection, script, migrations, progress))
    } catch (error) {
      if (!isHeldUp(error)) throw error
      if (attempt >= tries)
        throw new MigrationFailed(
          '数据库正被其他程序占用（还在运行的旧服务、备份或查询工具），等了一会儿仍不能更新结构；数据库没有改动。请稍后重试，或先停止它们。',
          { cause: error },
        )
      await setTimeout(PAUSE_MS)
    }
  }
}

async function bringUpToDate(
  { engine }: Connection,
  script: Script,
  migrations: Migration[],
  progress: (name: string) => void,
): Promise<void> {
  if (engine === 'postgres') await script(LET_GO)
  // Whoever came first may take long.
  await script(`set local statement_timeout = 0; set local lock_timeout = '15min'; select pg_advisory_xact_lock(7305)`)
  await script(`set local lock_timeout = '3s'`)
  const [login] = await script('select rolsuper as yes from pg_roles where rolname = current_user')
  if (login?.yes) await applied('deploy/roles.sql', readFileSync(ROLES, 'utf8'), script)
  await asOwner(script)
  const { pending } = await pendingIn(script, migrations)
  if (pending.length === 0) return
  await script(`create table if not exists schema_migration
    (name text primary key, sha256 text not null, applied_at timestamptz not null default now())`)
  await script(TO_ITSELF)
  for (const { name, text, sha256 } of pending) {
    progress(name)
    await applied(name, text, script)
    await script(`insert into schema_migration (name, sha256) values ('${name}', '${sha256}')`)
  }
}

/** Whoever is killed is let go of within a second, where the server's machine can tell. */
const LET_GO = `do $$
begin
  perform set_config('client_connection_check_interval', '1s', true);
exception when others then null;
end $$`

/** All tables at once and before anything is done: nobody reads or writes half a schema, and nothing is done in vain. */
const TO_ITSELF = `do $$
declare
  tables text;
begin
  select string_agg(format('public.%I', relname), ', ' order by relname) into tables
  from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and pg_has_role(relowner, 'usage');
  execute format('lock table %s in access exclusive mode', tables);
end $$`

async function applied(name: string, text: string, script: Script): Promise<void> {
  try {
    await script(text)
  } catch (error) {
    if (isHeldUp(error)) throw error
    const { message, position } = error as { message: string; position?: string }
    const line = position ? `第 ${text.slice(0, Number(position)).split('\n').length} 行，` : ''
    throw new MigrationFailed(`${name} 执行失败（${line}数据库说：${message}）；数据库没有改动。`, { cause: error })
  }
}

async function asOwner(script: Script): Promise<void> {
  const [owner] = await script(
    `select pg_has_role(oid, 'member') as may from pg_roles where rolname = 'fullcover_owner'`,
  )
  if (!owner?.may)
    throw new MigrationFailed(
      '数据库还没有为本系统准备好：请数据库管理员先执行 deploy/roles.sql，并把 fullcover_owner 授予登录账号。',
    )
  await script('set local role fullcover_owner')
}

/** Whether somebody else's lock was in the way. */
const isHeldUp = (error: unknown): boolean => ['55P03', '40P01'].includes((error as { code?: string }).code ?? '')

/** Whether every migration has been applied; asked by /api/ready. */
export async function isMigrated(connection: Connection): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from schema_migration`.execute(connection.db)
  return rows[0]?.n === namesOf(MIGRATIONS).length
}
