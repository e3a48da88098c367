import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Watched } from '../operations/watched.ts'
import { BackupFailure } from './backup-failure.ts'
import { eachOf } from './each-of.ts'

export const SUMS = 'SHA256SUMS'

/** Paths below a backup's folder, with `/` on every system, and the hash of what lies there. */
export type Sums = Map<string, string>

/** As sha256sum writes and reads it. */
export const sumsText = (sums: Sums): string =>
  [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, sha256]) => `${sha256}  ${path}\n`)
    .join('')

export async function readSums(folder: string): Promise<Sums> {
  const text = await readFile(join(folder, SUMS), 'utf8')
  const lines = text.split('\n').filter(Boolean)
  const read = lines.map(line => /^([0-9a-f]{64}) [ *](\S.*)$/.exec(line))
  if (read.length === 0 || read.some(each => !each || each[2]!.split('/').includes('..') || each[2]!.startsWith('/')))
    throw new BackupFailure('refused', `${join(folder, SUMS)} 读不懂，这份备份不能用。`)
  return new Map(read.map(each => [each![2]!, each![1]!]))
}

export async function sha256Of(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash, { signal })
  return hash.digest('hex')
}

/** Paths of a backup that are missing or changed; SHA256SUMS itself where it is not there. */
export async function brokenIn(folder: string, { progress, signal }: Watched = {}): Promise<string[]> {
  const sums = await readSums(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (!sums) return [SUMS]
  const broken: string[] = []
  let done = 0
  await eachOf([...sums], async ([path, sha256]) => {
    const found = await sha256Of(join(folder, path), signal).catch((error: NodeJS.ErrnoException) => {
      if (signal?.aborted) throw error
      return null
    })
    if (found !== sha256) broken.push(path)
    progress?.(++done / sums.size)
  })
  return broken.sort()
}
