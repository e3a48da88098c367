import { readFileSync } from 'node:fs'
import { cp, mkdir, rename, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { AS_ROOT, asPostgres, freePort, run } from './programs.ts'

export const LOGIN = 'fullcover_login'
export const DATABASE = 'fullcover'

/** A PostgreSQL cluster of a trial's own. */
export interface Cluster {
  port: number
  /** The database as the server's plain login reaches it. */
  url: string
  data: string
  /** What the database's server wrote to its log. */
  log(): string
  start(env?: Record<string, string>): Promise<void>
  stop(mode?: 'fast' | 'immediate'): Promise<void>
  /** SIGKILL to its first process, as the kernel ends one when memory runs out. */
  kill(): Promise<void>
  /** Asks as the superuser. */
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>
}

export interface ClusterPlace {
  folder: string
  /** A stopped cluster that is copied; a new empty one where left out. */
  like?: string
  /** Where its write-ahead log lies, if not in its folder. */
  wal?: string
  /** Where its log lies, if not in its folder. */
  log?: string
  settings?: string[]
}

/** Makes a cluster that writes as a county's does, with fsync on; it is not started yet. */
export async function makeCluster({ folder, like, wal, log: logs, settings = [] }: ClusterPlace): Promise<Cluster> {
  const data = join(folder, 'data')
  await mkdir(folder, { recursive: true })
  if (AS_ROOT) await run('chown', ['postgres', folder])
  if (like) await run('cp', ['-a', like, data])
  else await asPostgres('initdb', ['-D', data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8'])
  if (wal) await moveWal(data, wal)
  const port = await freePort()
  const log = join(logs ?? folder, 'postgresql.log')
  const options = [`-p ${port} -k ${folder} -c listen_addresses=127.0.0.1`, ...settings.map(each => `-c ${each}`)]

  const start = async (env: Record<string, string> = {}) => {
    for (let tries = 1; ; tries++)
      try {
        await asPostgres('pg_ctl', ['-D', data, '-o', options.join(' '), '-l', log, '-w', '-t', '60', 'start'], env)
        return
      } catch (error) {
        // What was killed leaves its children a moment with the shared memory.
        if (tries === 10) throw error
        await sleep(300)
      }
  }
  const query = async <Row extends object>(text: string, values: unknown[] = []) => {
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: DATABASE })
    client.on('error', () => {})
    await client.connect()
    try {
      return (await client.query<Row>(text, values)).rows
    } finally {
      await client.end()
    }
  }
  return {
    port,
    data,
    url: `postgres://${LOGIN}@127.0.0.1:${port}/${DATABASE}`,
    log: () => readFileSync(log, 'utf8'),
    start,
    stop: async (mode = 'fast') => {
      await asPostgres('pg_ctl', ['-D', data, '-m', mode, '-w', 'stop'])
    },
    kill: async () => {
      const [pid] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
      process.kill(Number(pid), 'SIGKILL')
    },
    query,
  }
}

const moveWal = async (data: string, wal: string) => {
  const place = join(wal, 'pg_wal')
  if (AS_ROOT) await run('chown', ['postgres', wal])
  await cp(join(data, 'pg_wal'), place, { recursive: true, preserveTimestamps: true })
  await rename(join(data, 'pg_wal'), join(data, 'pg_wal-before'))
  await symlink(place, join(data, 'pg_wal'))
  await rm(join(data, 'pg_wal-before'), { recursive: true })
  if (AS_ROOT) await run('chown', ['-R', 'postgres', place])
}
