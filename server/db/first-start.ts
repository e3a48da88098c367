import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const markOf = (data_dir: string) => join(data_dir, 'first-start')

/**
 * The embedded database's first start fills a new folder, which this process must hold. One that was broken off left half
 * of it: it is begun anew. Answers what to call when the folder is complete.
 */
export function beginFirstStart(data_dir: string): () => void {
  const folder = join(data_dir, 'pglite')
  const mark = markOf(data_dir)
  if (existsSync(mark)) rmSync(folder, { recursive: true, force: true })
  else if (existsSync(folder)) return () => {}
  writeFileSync(mark, '')
  return () => rmSync(mark, { force: true })
}

/** Refuses a folder whose first start was broken off: what is written there now would go when it is begun anew. */
export function refuseHalfFilled(data_dir: string): void {
  if (existsSync(markOf(data_dir))) throw new HalfFilled(data_dir)
}

export class HalfFilled extends Error {
  constructor(data_dir: string) {
    super(`${data_dir} 的首次启动没有完成：请先启动一次服务，等它就绪之后再来。`)
  }
}
