import type { Db } from './db/database.ts'
import type { Listeners } from './live/listeners.ts'

/** What the routes work with. */
export interface Services {
  db: Db
  engine: 'postgres' | 'pglite'
  live: Listeners
  /** Where the county's own files lie. */
  data_dir: string
}
