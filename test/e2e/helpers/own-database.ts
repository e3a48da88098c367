import { administer } from '../../helpers/engines.ts'
import { demoDatabase } from './demo.ts'

export interface OwnDatabase {
  url: string
  /** Shut, nobody gets in and everybody is thrown out, as when the database restarts. */
  letIn(open: boolean): Promise<void>
  drop(): Promise<void>
}

/** A database on the test server with the demo counties in it. */
export const ownDatabase = async (): Promise<OwnDatabase> => {
  const { name, url } = await demoDatabase()
  return {
    url,
    letIn: async open => {
      await administer(`alter database ${name} allow_connections ${open}`)
      if (!open) await administer(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`)
    },
    drop: () => administer(`drop database if exists ${name} with (force)`),
  }
}
