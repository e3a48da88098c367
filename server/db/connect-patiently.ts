import { setTimeout } from 'node:timers/promises'
import { isAway } from './away.ts'
import { type Connection, connect, type Where } from './connect.ts'
import { migrate } from './migrate.ts'

/** Connects and brings the schema up to date; while the database is away it tries again, and says so once a minute. `waits` is called each time. */
export async function connectPatiently(
  where: Where & { waits?: () => Promise<void> },
  say: (text: string) => void,
): Promise<Connection> {
  let said = 0
  for (let wait = 500; ; wait = Math.min(wait * 2, 10_000)) {
    const connection = await connect(where)
    try {
      await migrate(connection, name => say(`      更新数据库结构 ${name}`))
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
