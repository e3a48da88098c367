import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { finished, type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ApiError } from '#core/api/errors.ts'

/** Content that has arrived whole and is not kept yet. */
export interface Received {
  path: string
  sha256: string
  bytes: number
}

/** Contents by their hash, below one folder; a half one never stands there. */
export interface FileStore {
  /** Writes a stream aside; `tooLarge` is thrown as soon as it is longer than `limit`, and nothing of a broken one stays. */
  receive(stream: Readable, limit: number, tooLarge: () => Error): Promise<Received>
  /** Where a content may be written by whoever makes it, to be kept or forgotten like one that was received. */
  aside(): Promise<string>
  /** Puts it in its place; the same content again changes nothing. */
  keep(received: Received): Promise<void>
  /** Removes what was received and not kept. */
  forget(received: Received): Promise<void>
  pathOf(sha256: string): string
  remove(sha256: string): Promise<void>
}

/** Opens the store, and clears away what processes that have ended left half-written. */
export const openFileStore = (data_dir: string): FileStore => {
  const home = join(data_dir, 'files')
  const aside = join(home, 'arriving')
  const pathOf = (sha256: string) => join(home, sha256.slice(0, 2), sha256)
  sweep(aside)

  const newPath = async () => {
    await mkdir(aside, { recursive: true })
    return join(aside, `${process.pid}-${randomUUID()}`)
  }

  const receive: FileStore['receive'] = async (stream, limit, tooLarge) => {
    const path = await newPath()
    const hash = createHash('sha256')
    let bytes = 0
    const measured = new Transform({
      transform(chunk: Buffer, _, done) {
        bytes += chunk.length
        hash.update(chunk)
        done(bytes > limit ? tooLarge() : null, chunk)
      },
    })
    try {
      await pipeline(flowing(stream, measured), createWriteStream(path, { flags: 'wx', flush: true }))
    } catch (error) {
      await rm(path, { force: true })
      throw brokenOff(error)
    }
    return { path, sha256: hash.digest('hex'), bytes }
  }

  const keep = async ({ path, sha256 }: Received) => {
    const place = pathOf(sha256)
    await mkdir(dirname(place), { recursive: true })
    await rename(path, place)
    await settle(dirname(place))
  }

  return {
    receive,
    aside: newPath,
    keep,
    forget: ({ path }) => rm(path, { force: true }),
    pathOf,
    remove: sha256 => rm(pathOf(sha256), { force: true }),
  }
}

/**
 * Pours a request into what takes it in. Where that breaks, the rest is let run by: unread it would hold up whatever is asked
 * next over the same connection, until that is cut.
 */
const flowing = (stream: Readable, into: Transform): Transform => {
  const leave = finished(stream, { writable: false }, error => {
    if (error) into.destroy(error)
  })
  into.once('close', () => {
    leave()
    stream.unpipe(into)
    stream.resume()
  })
  return stream.pipe(into)
}

/** What became of an upload that did not arrive whole. */
const brokenOff = (error: unknown): unknown => {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new ApiError('storage_full', '存储已满，文件没有保存，请联系管理员。')
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE')
    return new ApiError('bad_request', '上传中断了，没有保存任何内容，请重试。')
  return error
}

/** A rename is safe from a power cut once its folder is written. */
const settle = async (folder: string) => {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

const sweep = (aside: string) => {
  mkdirSync(aside, { recursive: true })
  for (const name of readdirSync(aside)) {
    const pid = Number.parseInt(name, 10)
    if (pid === process.pid || !isAlive(pid)) rmSync(join(aside, name), { force: true })
  }
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
