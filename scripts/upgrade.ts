import { parseArgs } from 'node:util'
import { makeBackup } from '../server/backups/make-backup.ts'
import { readConfig } from '../server/config.ts'
import { isAway } from '../server/db/away.ts'
import { connect } from '../server/db/connect.ts'
import { FolderHeld } from '../server/db/folder-lock.ts'
import { schemaOf } from '../server/db/migrate.ts'
import { upgrade } from '../server/db/upgrade.ts'
import { complain, finish, inSeconds, say, stoppable } from './tell.ts'

const USAGE = `用法：upgrade [--check]
  把数据库更新到这个版本的结构：先备份，再在一个事务里更新；失败时数据库保持原样。不启动服务。
  --check  只看有哪些更新，不做任何改动
设置取自环境变量，与服务相同。`

async function main(): Promise<boolean> {
  const flag = { type: 'boolean' } as const
  const { values } = parseArgs({ options: { check: flag, help: flag } })
  if (values.help) {
    say(USAGE)
    return true
  }
  const config = readConfig()
  say(config.database_url ? '正在连接 PostgreSQL…' : `正在打开内置数据库（${config.data_dir}）…`)
  const connection = await connect({ ...config, pool_size: 4 }).catch((error: Error) => {
    if (error instanceof FolderHeld) complain('内置数据库由正在运行的服务占用：请先停止服务再更新。')
    throw error
  })
  try {
    const { pending } = await schemaOf(connection).catch((error: Error) => {
      if (isAway(error))
        throw new Error('数据库连接不上，没有做任何改动：请确认 PostgreSQL 在运行，DATABASE_URL 写得对。')
      throw error
    })
    if (pending.length === 0) say('数据库结构已是这个版本的，没有需要更新的。')
    else say(`有 ${pending.length} 项结构更新：${[...new Set([pending[0], pending.at(-1)])].join(' 至 ')}。`)
    if (values.check) return true
    const signal = stoppable()
    const place = { ...config, connection, kept: config.backups_kept }
    const backup = () => makeBackup(place, 'upgrade', { signal })
    const began = performance.now()
    await upgrade(connection, { backup: config.upgrade_backup ? backup : null, say })
    if (pending.length > 0) say(`数据库已更新，用时 ${inSeconds(performance.now() - began)}。`)
    return true
  } finally {
    await connection.close()
  }
}

await finish(main, USAGE)
