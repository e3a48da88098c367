import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../server/config.ts'
import { NobodyThere } from '../server/control/control.ts'
import { type Connection, connect } from '../server/db/connect.ts'
import { refuseHalfFilled } from '../server/db/first-start.ts'
import { FolderHeld } from '../server/db/folder-lock.ts'
import { UsageError } from './tell.ts'

/** Works on the database in this process (`here`); where a running server holds the embedded one, that server is asked (`there`). */
export async function hereOrThere<T>(
  { database_url, data_dir }: Config,
  here: (connection: Connection) => Promise<T>,
  there: () => Promise<T>,
): Promise<T> {
  if (!database_url && !existsSync(join(data_dir, 'pglite')))
    throw new UsageError(`${data_dir} 里没有数据库：请检查 DATA_DIR 或 DATABASE_URL。`)
  try {
    const connection = await connect({ database_url, data_dir, pool_size: 2 })
    try {
      if (!database_url) refuseHalfFilled(data_dir)
      return await here(connection)
    } finally {
      await connection.close()
    }
  } catch (error) {
    if (!(error instanceof FolderHeld)) throw error
    return await there().catch(unanswered => {
      throw unanswered instanceof NobodyThere ? error : unanswered
    })
  }
}
