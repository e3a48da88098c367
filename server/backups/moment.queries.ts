import { sql } from 'kysely'
import type { Trx } from '../db/database.ts'
import { BackupFailure } from './backup-failure.ts'
import type { Manifest } from './manifest.ts'

/** A content's place below DATA_DIR: the store it lies in, and its hash. */
export interface Content {
  store: 'files' | 'packs/files'
  sha256: string
}

/** What a database holds at one moment. */
export type Moment = Pick<Manifest, 'database' | 'postgis' | 'migrations' | 'plans' | 'rows'>

/** Reads as the schema's owner, who sees every row, for as long as it takes. */
export async function asReader(trx: Trx): Promise<void> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('public.schema_migration') is not null as there`.execute(trx)
  if (!rows[0]!.there)
    throw new BackupFailure('empty_database', '数据库里还没有数据：服务从未在它上面启动过，没有可备份的。')
  await sql`select set_config('role', 'fullcover_owner', true), set_config('statement_timeout', '0', true),
    set_config('idle_in_transaction_session_timeout', '0', true)`.execute(trx)
}

/** The figures of a snapshot by which a restore is compared with it; of any schema from the first on. */
export async function momentOf(trx: Trx): Promise<Moment> {
  const { rows: versions } = await sql<{ database: string; postgis: string }>`
    select current_setting('server_version') as database,
      (select extversion from pg_extension where extname = 'postgis') as postgis`.execute(trx)
  const migrations = await trx.selectFrom('schema_migration').select(['name', 'sha256']).orderBy('name').execute()
  const { rows: plans } = await sql<Manifest['plans'][number]>`
    select h.plan, h.seq, encode(s.hash, 'hex') as seal
    from plan_head h left join seal s on s.plan = h.plan and s.seq = h.seq order by h.plan`.execute(trx)
  return { ...versions[0]!, migrations, plans, rows: await countRows(trx) }
}

/** Our tables and what each takes on the disk. */
export async function tablesOf(trx: Trx): Promise<{ name: string; bytes: number }[]> {
  const { rows } = await sql<{ name: string; bytes: number }>`
    select c.relname as name, pg_table_size(c.oid) as bytes from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and c.relowner = (select r.oid from pg_roles r where r.rolname = 'fullcover_owner')
    order by c.relname`.execute(trx)
  return rows
}

/** Tables that somebody else keeps beside ours, and the extensions' own: they may not even be ours to read. */
export async function othersTables(trx: Trx): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'm', 'f', 'S')
      and pg_get_userbyid(c.relowner) not like 'fullcover\_%' order by c.relname`.execute(trx)
  return rows.map(({ name }) => name)
}

async function countRows(trx: Trx): Promise<Record<string, number>> {
  const counts = (await tablesOf(trx)).map(
    ({ name }) => sql`select ${name}::text as name, count(*) as n from ${sql.table(name)}`,
  )
  const { rows } = await sql<{ name: string; n: number }>`${sql.join(counts, sql` union all `)}`.execute(trx)
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]))
}

/** Every content that the rows of a snapshot name and that was not erased. */
export async function contentsOf(trx: Trx): Promise<Content[]> {
  const tables = new Set((await tablesOf(trx)).map(({ name }) => name))
  const named = [
    tables.has('file') && sql`select 'files' as store, sha256 from file where erased_at is null`,
    tables.has('bulletin_file') && sql`select 'files', sha256 from bulletin_file`,
    tables.has('pack') && sql`select 'packs/files', zip_sha256 from pack where zip_sha256 is not null`,
    tables.has('pack_part') && sql`select 'packs/files', sha256 from pack_part where sha256 is not null`,
  ].filter(each => each !== false)
  if (named.length === 0) return []
  const { rows } = await sql<Content>`
    select * from (${sql.join(named, sql` union `)}) c (store, sha256) order by store, sha256`.execute(trx)
  return rows
}
