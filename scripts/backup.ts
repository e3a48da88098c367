import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Backup, BackupReason } from '#core/api/operations.ts'
import { brokenIn } from '../server/backups/check-sums.ts'
import { listBackups } from '../server/backups/list-backups.ts'
import { makeBackup } from '../server/backups/make-backup.ts'
import { readManifest } from '../server/backups/manifest.ts'
import { type Config, readConfig } from '../server/config.ts'
import { askControl } from '../server/control/control.ts'
import type { Watched } from '../server/operations/watched.ts'
import { hereOrThere } from './here-or-there.ts'
import { complain, finish, inBytes, inSeconds, say, stoppable, tellProgress, UsageError } from './tell.ts'

const USAGE = `用法：npm run backup -- [--reason timer] | --list | --check [备份的名称]
  不带参数        备份数据库和文件，放进 BACKUP_DIR
  --reason timer  由定时器执行时说明
  --list          列出已有的备份
  --check         逐个文件核对校验值；不写名称则核对全部备份
服务可以照常运行。数据库取自 DATABASE_URL；没有则用 DATA_DIR（缺省 .data）下的内置数据库。`

async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    options: {
      reason: { type: 'string', default: 'asked' },
      list: { type: 'boolean' },
      check: { type: 'boolean' },
      help: { type: 'boolean' },
    },
    allowPositionals: true,
  })
  const reason = BackupReason.enum.find(each => each === values.reason)
  if (!reason) throw new UsageError('--reason 只能是 asked、timer 或 upgrade。')
  if (positionals.length > (values.check ? 1 : 0)) throw new UsageError(`不认识 ${positionals.at(-1)}。`)
  if (values.help) {
    say(USAGE)
    return true
  }
  const config = readConfig()
  if (values.list) return list(config)
  if (values.check) return check(config, positionals[0])
  return backUp(config, reason)
}

async function backUp(config: Config, reason: BackupReason): Promise<boolean> {
  say(`正在备份到 ${config.backup_dir} …`)
  const backup = await made(config, reason, { progress: tellProgress(), signal: stoppable() })
  const folder = join(config.backup_dir, backup.name)
  say(
    `备份完成：${folder}（数据库和 ${backup.files} 个文件，共 ${inBytes(backup.bytes)}，用时 ${inSeconds(backup.took_ms)}）。`,
  )
  const { missing = [], damaged = [] } = readManifest(folder) ?? {}
  if (missing.length > 0)
    complain(`注意：数据库提到的 ${missing.length} 个文件不在服务器上，备份里也没有：${missing.slice(0, 5).join('、')}`)
  if (damaged.length > 0)
    complain(`注意：${damaged.length} 个文件的内容已与登记的不符，照原样备份了：${damaged.slice(0, 5).join('、')}`)
  if (reason !== 'timer' && existsSync(config.data_dir) && isOneDisk(config))
    say('提示：备份与数据在同一块磁盘上，磁盘坏了会一起丢失；请用 BACKUP_DIR 指到另一块磁盘，或定期抄到别处。')
  return true
}

const isOneDisk = ({ backup_dir, data_dir }: Config) => statSync(backup_dir).dev === statSync(data_dir).dev

function made(config: Config, reason: BackupReason, watched: Watched): Promise<Backup> {
  const { database_url, data_dir, backup_dir, backups_kept: kept } = config
  return hereOrThere(
    config,
    connection => makeBackup({ connection, database_url, data_dir, backup_dir, kept }, reason, watched),
    () => askControl(data_dir, 'backup', { reason }, watched),
  )
}

async function list({ backup_dir }: Config): Promise<boolean> {
  const backups = await listBackups(backup_dir)
  if (backups.length === 0) say(`${backup_dir} 里还没有备份。`)
  for (const { name, files, bytes, engine, schema } of backups)
    say(
      `${name}  ${inBytes(bytes)}  ${files} 个文件  ${engine === 'postgres' ? 'PostgreSQL' : '内置数据库'}  ${schema}`,
    )
  return true
}

async function check({ backup_dir }: Config, name: string | undefined): Promise<boolean> {
  const names = name ? [name] : (await listBackups(backup_dir)).map(each => each.name)
  if (names.length === 0) say(`${backup_dir} 里还没有备份。`)
  const signal = stoppable()
  let whole = true
  for (const each of names) {
    if (!existsSync(join(backup_dir, each))) throw new UsageError(`${backup_dir} 里没有 ${each}。`)
    const broken = await brokenIn(join(backup_dir, each), { signal })
    if (broken.length === 0) say(`${each} 完好。`)
    else complain(`${each} 已损坏，缺失或被改动的文件有 ${broken.length} 个：${broken.slice(0, 10).join('、')}`)
    whole &&= broken.length === 0
  }
  return whole
}

await finish(main, USAGE)
