import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { BASEMAP_FILE } from '../basemap/basemap-file.ts'
import { BackupFailure } from './backup-failure.ts'

/** What a restore brings into DATA_DIR, and what therefore may not lie there. */
export const BROUGHT = ['pglite', 'files', 'packs', 'plans', BASEMAP_FILE] as const

/** Refuses a data folder in which the county's own things lie; empty folders are nothing, unless they lead to another disk. */
export function refuseUsedFolder(data_dir: string): void {
  const elsewhere = BROUGHT.filter(name => isElsewhere(data_dir, join(data_dir, name)))
  if (elsewhere.length > 0)
    throw new BackupFailure(
      'refused',
      `${data_dir} 里的 ${elsewhere.join('、')} 是链接或另一块磁盘的挂载点：请先移开，恢复之后再把内容挪过去、重新链接或挂载。`,
    )
  const used = BROUGHT.filter(name => holdsAnything(join(data_dir, name)))
  if (used.length > 0)
    throw new BackupFailure(
      'refused',
      `${data_dir} 不是空的（已有 ${used.join('、')}）：恢复只写进空的地方。请先停止服务，把它改名留着（mv ${data_dir} ${data_dir}.old），再恢复；或用 DATA_DIR 指向另一个空文件夹。`,
    )
}

function isElsewhere(data_dir: string, path: string): boolean {
  const there = lstatSync(path, { throwIfNoEntry: false })
  return there !== undefined && (there.isSymbolicLink() || there.dev !== statSync(data_dir).dev)
}

function holdsAnything(path: string): boolean {
  if (!existsSync(path)) return false
  if (!statSync(path).isDirectory()) return true
  return readdirSync(path).some(name => holdsAnything(join(path, name)))
}
