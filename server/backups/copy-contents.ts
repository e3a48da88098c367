import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { link, mkdir, readdir, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { BASEMAP_FILE } from '../basemap/basemap-file.ts'
import type { Watched } from '../operations/watched.ts'
import type { Sums } from './check-sums.ts'
import { eachOf } from './each-of.ts'
import type { Content } from './moment.queries.ts'

/** A backup that lies there already: what has not changed since is linked to it and takes no room again. */
export interface Earlier {
  folder: string
  sums: Sums
}

export interface Copied {
  sums: Sums
  bytes: number
  missing: string[]
  damaged: string[]
}

interface Copying extends Watched {
  from: string
  to: string
  contents: readonly Content[]
  earlier: Earlier | null
}

/** Copies the contents the database names, and the county's own plans and ground. */
export async function copyContents({ from, to, contents, earlier, progress, signal }: Copying): Promise<Copied> {
  const copied: Copied = { sums: new Map(), bytes: 0, missing: [], damaged: [] }
  const others = await countysOwn(from)
  const named = contents.map(({ store, sha256 }) => ({ path: `${store}/${sha256.slice(0, 2)}/${sha256}`, sha256 }))
  const all = [...named, ...others.map(path => ({ path, sha256: null }))]
  let done = 0
  for (const folder of new Set(all.map(({ path }) => dirname(path)))) await mkdir(join(to, folder), { recursive: true })
  await eachOf(all, async ({ path, sha256 }) => {
    signal?.throwIfAborted()
    const found = await stat(join(from, path)).catch(absent)
    if (found) {
      const { size, mtimeMs } = found
      const kept =
        (await linked(path, { size, mtimeMs, sha256 }, to, earlier)) ??
        (await copyFile(join(from, path), join(to, path), signal))
      copied.sums.set(path, kept)
      copied.bytes += size
      if (sha256 !== null && kept !== sha256) copied.damaged.push(path)
    } else copied.missing.push(path)
    progress?.(++done / all.length)
  })
  copied.missing.sort()
  copied.damaged.sort()
  return copied
}

async function countysOwn(from: string): Promise<string[]> {
  const plans = await readdir(join(from, 'plans')).catch(absent)
  const ground = await stat(join(from, BASEMAP_FILE)).catch(absent)
  return [
    ...(plans ?? []).filter(name => name.endsWith('.json')).map(name => `plans/${name}`),
    ...(ground?.isFile() ? [BASEMAP_FILE] : []),
  ]
}

/** The hash of what could be linked; null where it has to be copied. A content never changes; another file is the same by size and time. */
async function linked(
  path: string,
  { size, mtimeMs, sha256 }: { size: number; mtimeMs: number; sha256: string | null },
  to: string,
  earlier: Earlier | null,
): Promise<string | null> {
  const before = earlier?.sums.get(path)
  if (!earlier || before === undefined || (sha256 !== null && before !== sha256)) return null
  const there = await stat(join(earlier.folder, path)).catch(absent)
  if (there?.size !== size || (sha256 === null && Math.abs(there.mtimeMs - mtimeMs) > 1)) return null
  try {
    await link(join(earlier.folder, path), join(to, path))
    return before
  } catch {
    // The file system of the backups may know no links, or take no more of this file.
    return null
  }
}

/** Copies a file, safe from a power cut, with its time; answers its hash. */
export async function copyFile(from: string, to: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  const { atime, mtime } = await stat(from)
  const hashed = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  await pipeline(
    createReadStream(from, { highWaterMark: 1 << 20 }),
    hashed,
    createWriteStream(to, { flags: 'wx', flush: true }),
    { signal },
  )
  await utimes(to, atime, mtime)
  return hash.digest('hex')
}

const absent = (error: NodeJS.ErrnoException) => {
  if (error.code === 'ENOENT') return null
  throw error
}
