import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { sql } from 'kysely'
import type { Trx } from '../db/database.ts'
import type { Watched } from '../operations/watched.ts'
import type { BackupPlace } from './make-backup.ts'
import { asReader, type Content, contentsOf, type Moment, momentOf, othersTables, tablesOf } from './moment.queries.ts'
import { findTool, reaching, runTool } from './postgres-tools.ts'

export const DUMPS = { postgres: 'database.dump', pglite: 'database.tar.gz' } as const

export interface Dumped {
  moment: Moment
  contents: Content[]
  dumped_by: number | null
}

/** Dumps the database into a folder; what is said of it is read in the very snapshot that is dumped. */
export function dumpDatabase(place: BackupPlace, folder: string, watched: Watched): Promise<Dumped> {
  return place.database_url ? dumpPostgres(place, folder, watched) : dumpEmbedded(place, folder, watched)
}

async function dumpPostgres(
  { connection, database_url }: BackupPlace,
  folder: string,
  { progress, signal }: Watched,
): Promise<Dumped> {
  const dumping = async (trx: Trx): Promise<Dumped> => {
    await asReader(trx)
    const { rows } = await sql<{ major: number; snapshot: string }>`
      select current_setting('server_version_num')::int / 10000 as major, pg_export_snapshot() as snapshot`.execute(trx)
    const { major, snapshot } = rows[0]!
    const tool = await findTool('pg_dump', major)
    const read = { moment: await momentOf(trx), contents: await contentsOf(trx), dumped_by: tool.major }
    const others = await othersTables(trx)
    const sizes = new Map((await tablesOf(trx)).map(({ name, bytes }) => [name, bytes]))
    await runTool(
      tool,
      [
        '--format=custom',
        '--schema=public',
        '--role=fullcover_owner',
        '--lock-wait-timeout=60s',
        ...others.map(name => `--exclude-table=public."${name.replaceAll('"', '""')}"`),
        '--no-password',
        '--verbose',
        `--snapshot=${snapshot}`,
        `--file=${join(folder, DUMPS.postgres)}`,
      ],
      { env: reaching(database_url!), signal, said: tableByTable(sizes, progress) },
    )
    return read
  }
  return connection.db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(dumping)
}

/** Tells how far a program of PostgreSQL is, by the sizes of the tables it has begun with. */
export function tableByTable(sizes: Map<string, number>, progress: Watched['progress']) {
  const all = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0)
  let done = 0
  let current = 0
  return (line: string) => {
    const name = /(?:dumping contents of|processing data for) table "public\."?([a-z0-9_]+)"/.exec(line)?.[1]
    if (name === undefined) return
    done += current
    current = sizes.get(name) ?? 0
    progress?.(all > 0 ? Math.min(1, done / all) : 0)
  }
}

const PIECE = 1 << 20

/** Everybody waits only while the engine's folder is copied in memory; it is packed after that. */
async function dumpEmbedded(
  { connection }: BackupPlace,
  folder: string,
  { progress, signal }: Watched,
): Promise<Dumped> {
  const copying = async (trx: Trx) => {
    await asReader(trx)
    const read = { moment: await momentOf(trx), contents: await contentsOf(trx), dumped_by: null }
    return { ...read, tar: await connection.dump!() }
  }
  const { tar, ...read } = await connection.db.transaction().execute(copying)
  const pieces = async function* () {
    for (let at = 0; at < tar.size; at += PIECE) {
      progress?.(at / tar.size)
      yield Buffer.from(await tar.slice(at, at + PIECE).arrayBuffer())
    }
  }
  const file = createWriteStream(join(folder, DUMPS.pglite), { flags: 'wx', flush: true })
  await pipeline(pieces, createGzip({ level: 1 }), file, { signal })
  return read
}
