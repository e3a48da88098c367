import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { brokenIn, readSums, SUMS, sha256Of } from '../../backups/check-sums.ts'
import { listBackups } from '../../backups/list-backups.ts'
import { type Check, foundIn, type Visit } from '../check.ts'
import { existing } from './disk.ts'

const HOUR_MS = 3_600_000
/** A day, and two hours for a timer that starts late or a backup that takes long. */
const OLDEST_HOURS = 26

export const backupRecent: Check = {
  id: 'backup_recent',
  title: '最近的备份',
  condition: 'poorly',
  well: '',
  otherwise: () => '还没有备份。请做一份（fullcover backup 或 npm run backup），并设好每天的定时备份。',
  ask: async ({ backup_dir, now }) => {
    const [newest] = await listBackups(backup_dir)
    if (!newest) return { found: 1 }
    const hours = Math.floor((now() - Date.parse(newest.made_at)) / HOUR_MS)
    if (hours < OLDEST_HOURS) return { found: 0, sentence: `最近的备份是 ${newest.name}（${ago(hours)}）。` }
    return {
      found: 1,
      sentence: `最近的备份已是${ago(hours)}。请先做一份（fullcover backup 或 npm run backup），再检查每天的定时备份为什么没有做。`,
      examples: [newest.name],
    }
  },
}

const ago = (hours: number) =>
  hours < 1 ? '不到一小时前' : hours < 48 ? `${hours} 小时前` : `${Math.floor(hours / 24)} 天前`

export const backupWhole: Check = {
  id: 'backup_whole',
  title: '备份是否完好',
  condition: 'ill',
  well: '最近的备份与它的校验码相符。',
  otherwise: found =>
    `最近的备份有 ${found} 个文件丢失或变了，不能依靠它恢复。请立刻重做一份（fullcover backup 或 npm run backup），并检查备份所在的磁盘。`,
  ask: async visit => {
    const [newest] = await listBackups(visit.backup_dir)
    if (!newest) return { found: 0, sentence: '还没有备份可查。' }
    const folder = join(visit.backup_dir, newest.name)
    const broken = visit.deep ? await brokenIn(folder) : await brokenAtTop(visit, folder)
    return foundIn(broken.map(path => `${newest.name}/${path}`))
  },
}

/** What cannot be had again: the dump and what is said of it. Contents also lie beside the data. */
async function brokenAtTop(visit: Visit, folder: string): Promise<string[]> {
  const broken: string[] = []
  for (const [path, sha256] of await readSums(folder)) {
    if (path.includes('/') || path === SUMS) continue
    visit.goOn()
    const is = await sha256Of(join(folder, path)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    })
    if (is !== sha256) broken.push(path)
  }
  return broken
}

export const backupApart: Check = {
  id: 'backup_apart',
  title: '备份是否在另一个盘上',
  condition: 'poorly',
  well: '备份与数据不在同一个盘上。',
  otherwise: () => '备份与数据在同一个盘上，盘坏了会一起丢失。请把 BACKUP_DIR 设到另一个盘，或每天另拷一份到别的机器。',
  ask: async ({ data_dir, backup_dir }) => {
    const [data, backups] = await Promise.all([data_dir, backup_dir].map(async path => stat(await existing(path))))
    return data!.dev === backups!.dev ? { found: 1, examples: [backup_dir] } : { found: 0 }
  },
}
