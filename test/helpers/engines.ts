import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe } from 'vitest'
import { type Connection, connect, embedded } from '../../server/db/connect.ts'
import { migrate } from '../../server/db/migrate.ts'
import { openEmbedded } from '../../server/db/pglite.ts'
import type { Statements } from '../../server/logs/statements.ts'
import { hashOf } from './hash-of.ts'

/** The server the PostgreSQL suites run on, for example postgres://postgres@127.0.0.1:5432/postgres; they need a superuser there. */
export const POSTGRES_URL = process.env.TEST_DATABASE_URL

export type Engine = 'pglite' | 'postgres'
const ENGINES: Engine[] = POSTGRES_URL ? ['pglite', 'postgres'] : ['pglite']

if (process.env.REQUIRE_ALL === '1' && !POSTGRES_URL)
  throw new Error('TEST_DATABASE_URL is missing, and every suite is required')

type Suite = (connection: () => Connection, engine: Engine) => void

/** Runs a suite once per engine, on a migrated database; plans keep tests apart within it. The embedded one is a worker's own, for all its suites. */
export function eachEngine(name: string, suite: Suite): void {
  for (const engine of ENGINES)
    describe(`${name} · ${engine}`, () =>
      withDatabase(engine === 'postgres' ? openPostgres : openShared, suite, engine))
}

/** The same, on a database nobody else uses: for suites that make accounts, look at everything there is, or watch its statements. */
export function eachOwnEngine(name: string, suite: Suite, statements?: Statements): void {
  for (const engine of ENGINES)
    describe(`${name} · ${engine}`, () =>
      withDatabase(() => (engine === 'postgres' ? openPostgres(statements) : openPglite(statements)), suite, engine))
}

/** The same, with nothing in it yet, not even roles in a new cluster: for suites about how a schema comes to be. */
export function eachEmptyEngine(name: string, suite: Suite): void {
  for (const engine of ENGINES)
    describe(`${name} · ${engine}`, () =>
      withDatabase(engine === 'postgres' ? openEmptyPostgres : openEmptyPglite, suite, engine))
}

/** Suites about two connections or restarts: PostgreSQL alone. */
export function onPostgres(name: string, suite: (connection: () => Connection, url: () => string) => void): void {
  describe.runIf(POSTGRES_URL)(`${name} · postgres`, () => {
    let opened: Opened
    beforeAll(async () => {
      opened = await openPostgres()
    }, 120_000)
    afterAll(() => opened.close())
    suite(
      () => opened.connection,
      () => opened.url,
    )
  })
}

function withDatabase(open: () => Promise<Opened>, suite: Suite, engine: Engine): void {
  let opened: Opened
  beforeAll(async () => {
    opened = await open()
  }, 120_000)
  afterAll(() => opened.close())
  suite(() => opened.connection, engine)
}

interface Opened {
  connection: Connection
  url: string
  close(): Promise<void>
}

const openPostgres = async (statements?: Statements) => createdFrom(await migratedTemplate(), statements)
const openEmptyPostgres = () => createdFrom('template0')

/** Emptied rather than made: the extensions take their time. */
async function openEmptyPglite(): Promise<Opened> {
  const opened = await openPglite()
  await opened.connection.script('drop owned by fullcover_owner, fullcover_guard, fullcover_app cascade')
  return opened
}

async function createdFrom(template: string, statements?: Statements): Promise<Opened> {
  const name = `fullcover_test_${randomUUID().replaceAll('-', '')}`
  await administer(`create database ${name} template ${template}`)
  const url = urlOf(name)
  const connection = await connect({ database_url: url, data_dir: '', statements })
  const close = async () => {
    await connection.close()
    await administer(`drop database if exists ${name} with (force)`)
  }
  return { connection, url, close }
}

const urlOf = (name: string) => {
  const url = new URL(POSTGRES_URL!)
  url.pathname = `/${name}`
  return url.href
}

/** A migrated database to copy, by the migrations' hash; whoever comes first makes it, under another name until it is whole. */
async function migratedTemplate(): Promise<string> {
  const name = `fullcover_template_${migrationsHash()}`
  const client = new pg.Client({ connectionString: POSTGRES_URL })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(7306)')
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 1) return name
    await client.query(`drop database if exists ${name}_part with (force)`)
    await client.query(`create database ${name}_part`)
    const connection = await connect({ database_url: urlOf(`${name}_part`), data_dir: '' })
    await migrate(connection)
    await connection.close()
    await client.query(`alter database ${name}_part rename to ${name}`)
    return name
  } finally {
    await client.end()
  }
}

/** Runs SQL as the superuser, in the database of the URL. */
export async function administer(sql: string, connectionString = POSTGRES_URL): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  await client.query(sql)
  await client.end()
}

let shared: Promise<Opened> | undefined

/** Ends with the worker. */
async function openShared(): Promise<Opened> {
  shared ??= openPglite()
  return { ...(await shared), close: async () => {} }
}

/** Starting PostGIS inside the process takes its time: a migrated copy is kept beside the temporary files, by the migrations' hash. */
async function openPglite(statements?: Statements): Promise<Opened> {
  const path = templatePath()
  if (existsSync(path)) {
    const pglite = await openEmbedded({ loadDataDir: new Blob([readFileSync(path)]) })
    const connection = embedded(pglite, undefined, statements)
    return { connection, url: '', close: connection.close }
  }
  const pglite = await openEmbedded({})
  const connection = embedded(pglite, undefined, statements)
  await migrate(connection)
  const copy = await pglite.dumpDataDir('none')
  const part = `${path}.${process.pid}`
  writeFileSync(part, Buffer.from(await copy.arrayBuffer()))
  renameSync(part, path)
  return { connection, url: '', close: connection.close }
}

function templatePath(): string {
  const folder = join(tmpdir(), 'fullcover-test')
  mkdirSync(folder, { recursive: true })
  return join(folder, `${migrationsHash()}.tar`)
}

const migrationsHash = () => hashOf(['migrations', 'deploy/roles.sql', 'package-lock.json'])
