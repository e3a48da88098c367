import { stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Volume } from '#core/api/operations.ts'

/** A folder, or the nearest one above it that is there. */
async function standing(folder: string): Promise<{ path: string; dev: number }> {
  try {
    return { path: folder, dev: (await stat(folder)).dev }
  } catch (error) {
    if (dirname(folder) === folder) throw error
    return standing(dirname(folder))
  }
}

const volumeOf = async (of: Volume['of'], path: string): Promise<Volume> => {
  const { bavail, bfree, blocks, bsize } = await statfs(path)
  // As df counts: of what ordinary processes may use.
  return { of, free_bytes: bavail * bsize, total_bytes: (blocks - bfree + bavail) * bsize }
}

/** How full the disks are: that of the data, and that of the backups where it is another one. */
export async function volumesOf(data_dir: string, backup_dir: string): Promise<Volume[]> {
  const [data, backups] = await Promise.all([standing(data_dir), standing(backup_dir)])
  const own = await volumeOf('data', data.path)
  return data.dev === backups.dev ? [own] : [own, await volumeOf('backups', backups.path)]
}
