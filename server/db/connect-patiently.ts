import { setTimeout } from 'node:timers/promises'
import { isAway } from './away.ts'
import { type Connection, connect, type Where } from './connect.ts'
import { schemaOf } from './migrate.ts'

/** Connects, to a database this version may work with; while it is away it is tried again, and once a minute said so. `waits` is called each time. */
export async function connectPatiently(
  where: Where & { waits?: () => Promise<void> },
  say: (text: string) => void,
): Promise<Connection> {
  let said = 0
  for (let wait = 500; ; wait = Math.min(wait * 2, 10_000)) {
    const connection = await connect(where)
    try {
      await schemaOf(connection)
      return connection
    } catch (error) {
      await connection.close()
      if (!isAway(error as Error)) throw error
      await where.waits?.()
      if (said === 0 || performance.now() - said > 60_000) {
        said = performance.now()
        say('      数据库暂时连接不上，正在等待它恢复…')
      }
      await setTimeout(wait * (0.75 + Math.random() / 2))
    }
  }
}
