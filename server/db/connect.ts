import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Statements } from '../logs/statements.ts'
import type { Database, Db } from './database.ts'
import { holdFolder } from './folder-lock.ts'
import { listenPostgres } from './listen-postgres.ts'
import { outspoken } from './outspoken.ts'
import { PARSERS } from './parsers.ts'
import { openEmbedded } from './pglite.ts'

export interface Connection {
  db: Db
  engine: 'postgres' | 'pglite'
  /** Runs several statements at once, outside Kysely. */
  script(sql: string): Promise<void>
  /** Runs scripts in one transaction, outside Kysely: migrations and the like. All of it stays, or nothing. */
  together<T>(work: (script: Script) => Promise<T>): Promise<T>
  /** Calls back with each notification's payload; `reconnected` after a lost connection. Returns a stop function. */
  listen(channel: string, heard: (payload: string) => void, reconnected: () => void): Promise<() => Promise<void>>
  /** How PostgreSQL's connections stand; null for the embedded engine, which has one. */
  pool: (() => PoolState) | null
  /** The embedded engine's folder as a tar archive; asked for within a transaction, it is of the moment that one reads. Null for PostgreSQL. */
  dump: (() => Promise<Blob>) | null
  close(): Promise<void>
}

export interface PoolState {
  total: number
  idle: number
  /** Callers that wait for one. */
  waiting: number
  most: number
}

/** Runs several statements at once; gives the rows of the last. */
export type Script = (sql: string) => Promise<Record<string, unknown>[]>

export interface Where {
  database_url: string | undefined
  data_dir: string
  /** Most connections to PostgreSQL. */
  pool_size?: number
  /** Called when the embedded engine's folder is held by this process and not opened yet. */
  held?: () => void
  /** Told of connections that broke; nothing is thrown. */
  broken?: (error: Error) => void
  /** Watches what is asked through Kysely. */
  statements?: Statements
}

/** PostgreSQL where a URL is given, else the embedded engine in `data_dir`. */
export function connect(where: Where): Promise<Connection> {
  return where.database_url ? connectPostgres(where.database_url, where) : connectEmbedded(where)
}

async function connectPostgres(url: string, where: Where): Promise<Connection> {
  const { pool_size = 10, broken = () => {}, statements } = where
  const pool = new pg.Pool({
    connectionString: url,
    max: pool_size,
    connectionTimeoutMillis: 3000,
    idleTimeoutMillis: 30_000,
    options: '-c timezone=UTC -c lock_timeout=3s -c idle_in_transaction_session_timeout=15s -c jit=off',
    types: { getTypeParser: (oid, format) => PARSERS[oid] ?? pg.types.getTypeParser(oid, format) },
  })
  pool.on('error', broken)
  pool.on('connect', client => {
    client.on('error', broken)
  })
  return {
    db: new Kysely<Database>({ dialect: new PostgresDialect({ pool }), ...statements?.kysely }),
    engine: 'postgres',
    script: async sql => {
      await pool.query(sql)
    },
    together: work => togetherIn(pool, work),
    listen: (channel, heard, reconnected) => listenPostgres(url, channel, heard, reconnected),
    pool: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount, most: pool_size }),
    dump: null,
    close: () => pool.end(),
  }
}

/** What an earlier statement of the transaction has to be seen by a later one, whatever the database's own isolation is. */
async function togetherIn<T>(pool: pg.Pool, work: (script: Script) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('begin isolation level read committed')
    const result = await work(async sql => {
      const results = await client.query(sql)
      return (Array.isArray(results) ? results.at(-1) : results).rows
    })
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      () => client.release(true),
    )
    throw error
  }
}

async function connectEmbedded({ data_dir, held = () => {}, statements }: Where): Promise<Connection> {
  const release = holdFolder(data_dir)
  try {
    held()
    const folder = join(data_dir, 'pglite')
    mkdirSync(folder, { recursive: true })
    return embedded(await openEmbedded({ dataDir: folder }), release, statements)
  } catch (error) {
    release()
    throw error
  }
}

/** The embedded engine as a connection; `release` runs after it closed. */
export function embedded(pglite: PGlite, release: () => void = () => {}, statements?: Statements): Connection {
  const engine = outspoken(pglite)
  return {
    db: new Kysely<Database>({ dialect: new PGliteDialect({ pglite: engine }), ...statements?.kysely }),
    engine: 'pglite',
    script: async sql => {
      await pglite.exec(sql)
    },
    together: work =>
      engine.transaction(tx => work(async sql => (await tx.exec(sql)).at(-1)?.rows as Record<string, unknown>[])),
    listen: async (channel, heard, reconnected) => {
      const stop = await pglite.listen(channel, heard)
      reconnected()
      return stop
    },
    pool: null,
    dump: () => pglite.dumpDataDir('none'),
    close: async () => {
      if (!pglite.closed) {
        await pglite.exec('checkpoint')
        await pglite.close()
      }
      release()
    },
  }
}
