import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Holds a folder for this process, because two embedded engines on one folder lose each other's rows.
 * A lock whose process is gone is taken over; a living one refuses.
 */
export function holdFolder(folder: string): () => void {
  const path = join(folder, 'server.pid')
  mkdirSync(folder, { recursive: true })
  if (existsSync(path)) {
    const pid = Number(readFileSync(path, 'utf8'))
    if (pid !== process.pid && isAlive(pid)) throw new FolderHeld(folder, pid)
    rmSync(path, { force: true })
  }
  writeFileSync(path, String(process.pid), { flag: 'wx' })
  return () => rmSync(path, { force: true })
}

export class FolderHeld extends Error {
  constructor(folder: string, pid: number) {
    super(`${folder} 正由进程 ${pid} 使用；请先停止它，或设置 DATABASE_URL 改用 PostgreSQL。`)
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
