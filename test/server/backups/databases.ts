import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Connection } from '../../../server/db/connect.ts'
import { administer, POSTGRES_URL } from '../../helpers/engines.ts'

const ROLES = readFileSync(join(import.meta.dirname, '../../../deploy/roles.sql'), 'utf8')

export const passwordOf = (login: string) => `secret-${login}`

export const urlOf = (database: string, login?: string): string => {
  const url = new URL(POSTGRES_URL!)
  url.pathname = `/${database}`
  if (login) {
    url.username = login
    url.password = passwordOf(login)
  }
  return url.href
}

/** The URL of the database a connection is open on; none for the embedded engine. */
export async function urlBehind({ db, engine }: Connection): Promise<string | undefined> {
  if (engine === 'pglite') return undefined
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db)
  return urlOf(rows[0]!.name)
}

const made: string[] = []

/** A new database with nothing in it. */
export async function emptyDatabase(): Promise<string> {
  const name = `fullcover_test_${randomUUID().replaceAll('-', '')}`
  made.push(name)
  await administer(`create database ${name}`)
  return name
}

/** The same as docs/deploy.md prepares it: the roles are made, and a login that is no superuser is given the owner's. */
export async function preparedDatabase(): Promise<{ name: string; url: string }> {
  const name = await emptyDatabase()
  await administer(
    `${ROLES}; create role ${name} login password '${passwordOf(name)}'; grant fullcover_owner to ${name}`,
    urlOf(name),
  )
  return { name, url: urlOf(name, name) }
}

/** Removes what a suite made. */
export async function dropDatabases(): Promise<void> {
  for (const name of made.splice(0)) {
    await administer(`drop database if exists ${name} with (force)`)
    await administer(`drop role if exists ${name}`)
  }
}
