import { makeBackup } from '../server/backups/make-backup.ts'
import { readConfig } from '../server/config.ts'
import { connect } from '../server/db/connect.ts'
import { FolderHeld } from '../server/db/folder-lock.ts'
import { schemaOf } from '../server/db/migrate.ts'
import { upgrade } from '../server/db/upgrade.ts'

const USAGE = `用法：upgrade [--check]
  把数据库更新到这个版本的结构：先备份，再在一个事务里更新；失败时数据库保持原样。不启动服务。
  --check  只看有哪些更新，不做任何改动
设置取自环境变量，与服务相同（.env.example 逐项说明）。`

const say = (line: string) => process.stdout.write(`${line}\n`)
const complain = (line: string) => process.stderr.write(`${line}\n`)

const main = async (asked: string[]): Promise<number> => {
  const check = asked[0] === '--check'
  if (asked.length > Number(check)) {
    complain(USAGE)
    return 2
  }
  const config = readConfig()
  say(config.database_url ? '正在连接 PostgreSQL…' : `正在打开内置数据库（${config.data_dir}）…`)
  const connection = await connect({ ...config, pool_size: 4 })
  const stopped = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort())
  try {
    const { pending } = await schemaOf(connection)
    if (pending.length === 0) say('数据库结构已是这个版本的，没有需要更新的。')
    else say(`有 ${pending.length} 项结构更新：${pending[0]} 至 ${pending.at(-1)}。`)
    if (check) return 0
    const place = { ...config, connection, kept: config.backups_kept }
    const backup = () => makeBackup(place, 'upgrade', { signal: stopped.signal })
    await upgrade(connection, { backup: config.upgrade_backup ? backup : null, say })
    if (pending.length > 0) say('数据库已更新。')
    return 0
  } finally {
    await connection.close()
  }
}

const explain = (error: Error): number => {
  complain(error.message)
  if (error instanceof FolderHeld) complain('内置数据库由正在运行的服务占用：请先停止服务再更新。')
  return 1
}

process.exitCode = await main(process.argv.slice(2)).catch(explain)
