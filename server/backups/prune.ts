import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { aside } from './hold-backups.ts'
import { listBackups } from './list-backups.ts'

/** Removes the oldest whole backups beyond `kept`, never the one just made; what is no whole backup stays. */
export async function prune(backup_dir: string, kept: number, made: string): Promise<void> {
  const others = (await listBackups(backup_dir)).filter(({ name }) => name !== made)
  for (const { name } of others.slice(kept - 1)) {
    await rename(join(backup_dir, name), aside(backup_dir, name))
    await rm(aside(backup_dir, name), { recursive: true, force: true })
  }
}
