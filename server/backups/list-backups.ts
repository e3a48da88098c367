import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Backup } from '#core/api/operations.ts'
import { SUMS } from './check-sums.ts'
import { FOLDER, readManifest } from './manifest.ts'

/** The backups that lie there whole, newest first. */
export async function listBackups(backup_dir: string): Promise<Backup[]> {
  return namesIn(backup_dir)
    .filter(name => FOLDER.test(name) && existsSync(join(backup_dir, name, SUMS)))
    .sort()
    .reverse()
    .flatMap(name => {
      const manifest = readManifest(join(backup_dir, name))
      if (manifest?.name !== name) return []
      const { made_at, reason, engine, version, schema, files, bytes, took_ms } = manifest
      return [{ name, made_at, reason, engine, version, schema, files, bytes, took_ms }]
    })
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
