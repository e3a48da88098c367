import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The embedded database's first start fills a new folder. One that was broken off left half of it: it is begun anew.
 * Answers what to call when the folder is complete.
 */
export function beginFirstStart(data_dir: string): () => void {
  const folder = join(data_dir, 'pglite')
  const mark = join(data_dir, 'first-start')
  if (existsSync(mark)) rmSync(folder, { recursive: true, force: true })
  else if (existsSync(folder)) return () => {}
  mkdirSync(data_dir, { recursive: true })
  writeFileSync(mark, '')
  return () => rmSync(mark, { force: true })
}
