import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort, serve } from '../../../scripts/capture/serve.ts'
import { administer, POSTGRES_URL } from '../../helpers/engines.ts'
import { hashOf } from '../../helpers/hash-of.ts'

/** Whatever the demo counties are made of: with the same, a copy of one filled before is as good as filling another. */
const MADE_OF = ['core', 'server', 'scripts/demo', 'data', 'migrations', 'deploy', 'package-lock.json']

const fill = async (data_dir: string, database_url?: string) => {
  const server = await serve({ data_dir, port: await freePort(), database_url })
  await server.stop()
}

/** A folder of its own with the demo counties in the embedded database. */
export async function demoFolder(): Promise<string> {
  const kept = join(tmpdir(), 'fullcover-test', `demo-${hashOf(MADE_OF)}`)
  if (!existsSync(kept)) {
    const part = `${kept}.${randomUUID()}`
    mkdirSync(part, { recursive: true })
    await fill(part)
    try {
      renameSync(part, kept)
    } catch {
      rmSync(part, { recursive: true, force: true })
    }
  }
  const folder = emptyFolder()
  cpSync(kept, folder, { recursive: true })
  return folder
}

export const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'fullcover-e2e-'))

const urlOf = (name: string) => {
  const url = new URL(POSTGRES_URL!)
  url.pathname = `/${name}`
  return url.href
}

export interface DemoDatabase {
  name: string
  url: string
}

/** A database of its own with the demo counties, on the test server. */
export async function demoDatabase(): Promise<DemoDatabase> {
  const name = `fullcover_e2e_${randomUUID().replaceAll('-', '')}`
  await administer(`create database ${name} template ${await filledTemplate()}`)
  return { name, url: urlOf(name) }
}

/** Whoever comes first fills it, under another name until it is whole. */
async function filledTemplate(): Promise<string> {
  const name = `fullcover_demo_${hashOf(MADE_OF)}`
  const client = new pg.Client({ connectionString: POSTGRES_URL })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(7307)')
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 1) return name
    const folder = emptyFolder()
    await client.query(`drop database if exists ${name}_part with (force)`)
    await client.query(`create database ${name}_part`)
    await fill(folder, urlOf(`${name}_part`))
    rmSync(folder, { recursive: true, force: true })
    await client.query(`alter database ${name}_part rename to ${name}`)
    return name
  } finally {
    await client.end()
  }
}
