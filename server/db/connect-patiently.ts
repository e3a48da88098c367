import { setTimeout } from 'node:timers/promises'
import { type Connection, connect, type Where } from './connect.ts'
import { migrate } from './migrate.ts'

const AWAY = /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|57P0[123]|08\w\w\w|55000)$/

/** Connects and brings the schema up to date; while the database is away it tries again, and says so once a minute. */
export async function connectPatiently(where: Where, say: (text: string) => void): Promise<Connection> {
  let said = 0
  for (let wait = 500; ; wait = Math.min(wait * 2, 10_000)) {
    const connection = await connect(where)
    try {
      await migrate(connection, name => say(`      更新数据库结构 ${name}`))
      return connection
    } catch (error) {
      await connection.close()
      if (!AWAY.test((error as { code?: string }).code ?? '')) throw error
      if (Date.now() - said > 60_000) {
        said = Date.now()
        say('      数据库暂时连接不上，正在等待它恢复…')
      }
      await setTimeout(wait * (0.75 + Math.random() / 2))
    }
  }
}
