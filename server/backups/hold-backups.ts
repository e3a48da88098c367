import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { BackupFailure } from './backup-failure.ts'
import { FOLDER } from './manifest.ts'

/** A mark without a word in it was made by somebody this moment, or by a process that was killed while it made it. */
const BEING_WRITTEN_MS = 5000

/** What is being made, and what is being removed, have their name behind a dot. */
export const aside = (backup_dir: string, name: string) => join(backup_dir, `.${name}`)

/** Holds the folder of backups for one that is being made; a second is refused. What a killed one left is cleared away. */
export async function holdBackups(backup_dir: string): Promise<() => void> {
  await mkdir(backup_dir, { recursive: true })
  const path = join(backup_dir, '.running')
  take(path)
  try {
    for (const name of await readdir(backup_dir))
      if (name.startsWith('.') && FOLDER.test(name.slice(1)))
        await rm(join(backup_dir, name), { recursive: true, force: true })
  } catch (error) {
    rmSync(path, { force: true })
    throw error
  }
  return () => rmSync(path, { force: true })
}

function take(path: string): void {
  for (let tries = 0; ; tries++)
    try {
      writeFileSync(path, identityOf(process.pid)!, { flag: 'wx' })
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      if (tries > 0 || isRunning(path)) throw new BackupFailure('running', '已有一次备份正在进行，请等它完成后再试。')
      rmSync(path, { force: true })
    }
}

function isRunning(path: string): boolean {
  const written = readFileSync(path, 'utf8')
  if (written === '') return Date.now() - statSync(path).mtimeMs < BEING_WRITTEN_MS
  return written === identityOf(Number.parseInt(written, 10))
}

/** A process by its number and, where the system tells, by when it began: numbers come again after a restart. Null where it has ended. */
function identityOf(pid: number): string | null {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return null
  }
  return `${pid} ${begunAt(pid)}`
}

function begunAt(pid: number): string {
  try {
    // proc(5): after the name in brackets come the state and, 19 fields on, the start in ticks since boot.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[19]!
  } catch {
    return ''
  }
}
