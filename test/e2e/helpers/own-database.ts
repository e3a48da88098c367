import { randomUUID } from 'node:crypto'
import { administer, POSTGRES_URL } from '../../helpers/engines.ts'

export interface OwnDatabase {
  url: string
  /** Shut, nobody gets in and everybody is thrown out, as when the database restarts. */
  letIn(open: boolean): Promise<void>
  drop(): Promise<void>
}

/** An empty database on the test server. */
export const ownDatabase = async (): Promise<OwnDatabase> => {
  const name = `fullcover_e2e_${randomUUID().replaceAll('-', '')}`
  const url = new URL(POSTGRES_URL!)
  url.pathname = `/${name}`
  await administer(`create database ${name}`)
  return {
    url: url.href,
    letIn: async open => {
      await administer(`alter database ${name} allow_connections ${open}`)
      if (!open) await administer(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`)
    },
    drop: () => administer(`drop database if exists ${name} with (force)`),
  }
}
