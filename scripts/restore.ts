import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { listBackups } from '../server/backups/list-backups.ts'
import { restoreBackup } from '../server/backups/restore-backup.ts'
import { type Config, readConfig } from '../server/config.ts'
import { connect } from '../server/db/connect.ts'
import { MIGRATIONS, namesOf } from '../server/db/schema-files.ts'
import { examine } from '../server/doctor/examine.ts'
import { complain, finish, inSeconds, say, stoppable, tellProgress, UsageError } from './tell.ts'

const USAGE = `用法：npm run restore -- 备份的文件夹或名称（latest 为 BACKUP_DIR 里最新的一份）
只恢复到空的地方：DATABASE_URL 指向的空库（没有则为内置数据库），和空的 DATA_DIR。恢复前请停止服务。`

async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({ options: { help: { type: 'boolean' } }, allowPositionals: true })
  if (values.help) {
    say(USAGE)
    return true
  }
  const config = readConfig()
  if (positionals.length !== 1) throw new UsageError(await choice(config))
  const folder = await folderOf(positionals[0]!, config)
  const { database_url, data_dir } = config
  say(`正在恢复 ${folder} …`)
  const watched = { progress: tellProgress(), signal: stoppable() }
  const { manifest, differences, took_ms } = await restoreBackup(folder, { database_url, data_dir }, watched)
  say(
    `已恢复 ${manifest.made_at} 的备份：${manifest.plans.length} 份方案、${manifest.files} 个文件，用时 ${inSeconds(took_ms)}。`,
  )
  if (manifest.missing.length > 0)
    complain(`备份时就缺少 ${manifest.missing.length} 个文件：${manifest.missing.slice(0, 5).join('、')}`)
  if (differences.length === 0) say('与备份时逐项核对：一致。')
  else complain(`与备份时不一致：${differences.join('；')}。`)
  const well = await isWell(config, manifest.schema)
  say('现在可以启动服务。备份之后的改动不在其中；备份之后删除过的材料，请重新删除。')
  return differences.length === 0 && well
}

/** What the doctor says of the restored; an older schema is brought up to date at the next start, and asked then. */
async function isWell({ database_url, data_dir, backup_dir }: Config, schema: string): Promise<boolean> {
  if (schema !== namesOf(MIGRATIONS).at(-1)) {
    say('这份备份的数据库结构较旧，启动服务时会自动更新；之后请执行 npm run doctor。')
    return true
  }
  say('正在体检…')
  const connection = await connect({ database_url, data_dir, pool_size: 2 })
  try {
    const { condition, findings } = await examine({
      db: connection.db,
      engine: connection.engine,
      data_dir,
      backup_dir,
    })
    for (const { sentence } of findings.filter(each => each.condition !== 'well')) complain(`  ${sentence}`)
    if (condition === 'well') say('体检没有发现问题。')
    return condition !== 'ill'
  } finally {
    await connection.close()
  }
}

async function folderOf(asked: string, { backup_dir }: Config): Promise<string> {
  if (asked === 'latest') {
    const [newest] = await listBackups(backup_dir)
    if (!newest) throw new UsageError(`${backup_dir} 里没有完整的备份。`)
    return join(backup_dir, newest.name)
  }
  const places = [resolve(process.env.INIT_CWD ?? '.', asked), join(backup_dir, asked)]
  const folder = places.find(each => existsSync(each))
  if (!folder) throw new UsageError(`找不到备份 ${asked}。`)
  return folder
}

async function choice({ backup_dir }: Config): Promise<string> {
  const names = (await listBackups(backup_dir)).map(({ name }) => `  ${name}`)
  return names.length > 0 ? `请指明恢复哪一份备份。${backup_dir} 里有：\n${names.join('\n')}` : '请指明恢复哪一份备份。'
}

await finish(main, USAGE)
