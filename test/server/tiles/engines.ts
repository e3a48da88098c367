import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe } from 'vitest'
import { type Connection, connect, embedded } from '../../../server/db/connect.ts'
import { migrate } from '../../../server/db/migrate.ts'
import { openEmbedded } from '../../../server/db/pglite.ts'

/** Runs a suite on the embedded engine, and on PostgreSQL where DATABASE_URL names one, each in a database of its own. */
export function eachEngine(suite: (connection: () => Connection) => void) {
  describe('embedded', () => onEngine(async () => [embedded(await openEmbedded({})), async () => {}], suite))
  const url = process.env.DATABASE_URL
  describe.skipIf(!url)('postgres', () => onEngine(() => ownDatabase(url!), suite))
}

type Opened = [connection: Connection, drop: () => Promise<void>]

function onEngine(open: () => Promise<Opened>, suite: (connection: () => Connection) => void) {
  let opened: Opened
  beforeAll(async () => {
    opened = await open()
    await migrate(opened[0])
  }, 120_000)
  afterAll(async () => {
    await opened[0].close()
    await opened[1]()
  }, 30_000)
  suite(() => opened[0])
}

async function ownDatabase(url: string): Promise<Opened> {
  const name = `tiles_${randomBytes(6).toString('hex')}`
  const run = async (statement: string) => {
    const client = new pg.Client(url)
    await client.connect()
    await client.query(statement)
    await client.end()
  }
  await run(`create database ${name}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  return [await connect({ database_url: own.href, data_dir: '' }), () => run(`drop database ${name} with (force)`)]
}
