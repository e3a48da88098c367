import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type Connection, connect } from '../../server/db/connect.ts'
import { migrate } from '../../server/db/migrate.ts'
import { fillPlan } from './fill-plan.ts'

const HOME = join(import.meta.dirname, '../..')

/** A superuser's URL on the server the bench may make databases on, all named fullcover_bench_*. */
export const SERVER_URL = process.env.BENCH_DATABASE_URL ?? ''

export interface BenchDatabase {
  name: string
  url: string
  plans: string[]
  /** Compounds in all plans together. */
  compounds: number
  /** Seconds the projections of all plans took to be worked out from the observations; as measured when it was filled. */
  refresh_seconds: number
  connection: Connection
}

export const urlOf = (name: string) => {
  const url = new URL(SERVER_URL)
  url.pathname = `/${name}`
  return url.href
}

/** Runs one statement as the server's superuser, outside any bench database. */
export async function administer(text: string, database?: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: database ? urlOf(database) : SERVER_URL })
  await client.connect()
  try {
    return await client.query(text)
  } finally {
    await client.end()
  }
}

/** A database of so many plans of so many compounds, filled once: later runs find it by the hash of what made it. */
export async function filledDatabase(plans: number, count: number): Promise<BenchDatabase> {
  const name = `fullcover_bench_${plans}_${count}`
  const made_by = fingerprint()
  const { rows } = await administer(
    `select shobj_description(oid, 'pg_database') as said from pg_database where datname = '${name}'`,
  )
  const ids = Array.from({ length: plans }, (_, i) => `bench-${count}-${String(i + 1).padStart(2, '0')}`)
  let [by, seconds] = (rows[0]?.said ?? '').split(' ')
  if (by !== made_by) {
    await administer(`drop database if exists ${name} with (force)`)
    await administer(`create database ${name}`)
    const connection = await connect({ database_url: urlOf(name), data_dir: '' })
    await migrate(connection)
    let refreshed = 0
    for (const [i, id] of ids.entries()) refreshed += await fillPlan(connection, urlOf(name), id, count, i)
    await connection.close()
    await administer('vacuum analyze', name)
    await administer('checkpoint')
    seconds = refreshed.toFixed(1)
    await administer(`comment on database ${name} is '${made_by} ${seconds}'`)
  }
  const connection = await connect({ database_url: urlOf(name), data_dir: '' })
  return { name, url: urlOf(name), plans: ids, compounds: plans * count, refresh_seconds: Number(seconds), connection }
}

/** A copy of a filled database that may be written to; dropped by `close`. */
export async function copiedDatabase(plans: number, count: number): Promise<BenchDatabase> {
  const source = await filledDatabase(plans, count)
  await source.connection.close()
  const name = `${source.name}_copy`
  await administer(`drop database if exists ${name} with (force)`)
  await administer(`create database ${name} template ${source.name}`)
  const connection = await connect({ database_url: urlOf(name), data_dir: '' })
  const close = async () => {
    await connection.close()
    await administer(`drop database if exists ${name} with (force)`)
  }
  return { ...source, name, url: urlOf(name), connection: { ...connection, close } }
}

function fingerprint(): string {
  const hash = createHash('sha256')
  const folder = join(HOME, 'migrations')
  for (const file of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, file)))
  for (const file of ['fill.sql', 'fill-plan.ts']) hash.update(readFileSync(join(import.meta.dirname, file)))
  return hash.digest('hex').slice(0, 16)
}
