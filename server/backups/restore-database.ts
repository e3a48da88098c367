import { openAsBlob } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { type Connection, embedded } from '../db/connect.ts'
import { openEmbedded } from '../db/pglite.ts'
import type { Watched } from '../operations/watched.ts'
import { BackupFailure } from './backup-failure.ts'
import { DUMPS, tableByTable } from './dump-database.ts'
import type { Manifest } from './manifest.ts'
import { tablesOf } from './moment.queries.ts'
import { findTool, reaching, runTool } from './postgres-tools.ts'

interface Source {
  folder: string
  manifest: Manifest
}

/** Fills an empty, prepared PostgreSQL database: all of it or nothing. */
export async function restorePostgres(
  { db }: Connection,
  url: string,
  { folder, manifest }: Source,
  { progress, signal }: Watched,
): Promise<void> {
  const { rows } = await sql<{ major: number }>`
    select current_setting('server_version_num')::int / 10000 as major`.execute(db)
  const { major } = rows[0]!
  const from = Number.parseInt(manifest.database, 10)
  if (major < from)
    throw new BackupFailure(
      'refused',
      `备份来自 PostgreSQL ${from}，这里是更旧的 ${major}：请恢复到 PostgreSQL ${from} 或更新的版本。`,
    )
  const tool = await findTool('pg_restore', Math.max(major, manifest.dumped_by ?? major))
  const aside = await mkdtemp(join(tmpdir(), 'fullcover-restore-'))
  try {
    const dump = join(folder, DUMPS.postgres)
    const list = join(aside, 'list')
    const run = { env: reaching(url), signal, said: () => {} }
    await runTool(tool, ['--list', `--file=${join(aside, 'all')}`, dump], run)
    await writeFile(list, ours(await readFile(join(aside, 'all'), 'utf8')))
    await runTool(
      tool,
      [
        '--single-transaction',
        '--exit-on-error',
        '--role=fullcover_owner',
        '--no-password',
        '--verbose',
        `--use-list=${list}`,
        `--dbname=${run.env.PGDATABASE}`,
        dump,
      ],
      { ...run, said: tableByTable(new Map(Object.entries(manifest.rows)), progress) },
    )
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
  await settleIn(db)
}

/** What belongs to our roles; the schema public itself, the extensions and whatever else lay there is the administrator's. A line ends with the owner. */
const ours = (list: string): string =>
  list
    .split('\n')
    .filter(line => / fullcover_[a-z]+$/.test(line))
    .join('\n')

/**
 * Transaction numbers of another server mean nothing in this one, where they come again; a write's own rows are known by them.
 * The planner, too, knows nothing yet of what came.
 */
const settleIn = (db: Connection['db']): Promise<void> =>
  db.transaction().execute(async trx => {
    await sql`set local role fullcover_owner`.execute(trx)
    await sql`set local statement_timeout = 0`.execute(trx)
    await sql`alter table plan_write disable trigger append_only`.execute(trx)
    await sql`update plan_write set txid = '0'`.execute(trx)
    await sql`alter table plan_write enable trigger append_only`.execute(trx)
    const tables = (await tablesOf(trx)).map(({ name }) => sql.table(name))
    await sql`analyze ${sql.join(tables)}`.execute(trx)
  })

/** Unpacks the embedded engine's folder and opens it; whoever asked closes it again. */
export async function restoreEmbedded(to: string, { folder }: Source): Promise<Connection> {
  const loadDataDir = await openAsBlob(join(folder, DUMPS.pglite), { type: 'application/x-gzip' })
  return embedded(await openEmbedded({ dataDir: to, loadDataDir }))
}
