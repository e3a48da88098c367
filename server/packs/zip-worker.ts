import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { Zip, ZipPassThrough } from 'fflate'

/** What to put together: contents by their place on disk, and a note. */
export interface ZipJob {
  /** Where it is written; a half one is nobody's file. */
  path: string
  entries: { name: string; path: string; sha256: string; bytes: number }[]
  note: { name: string; text: string }
  /** What every entry is dated, without a zone as zips are: the same contents are the same zip. */
  dated: string
}
export type ZipSaid = { done: number } | { sha256: string; bytes: number } | { damaged: string } | { failed: string }

/** Writes the zip in this thread, one chunk after the other: pictures and films are packed already and go in as they are. */
async function write({ path, entries, note, dated }: ZipJob): Promise<ZipSaid> {
  const out = createWriteStream(path, { flags: 'wx', flush: true })
  const hash = createHash('sha256')
  let bytes = 0
  let full = false
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    hash.update(chunk)
    bytes += chunk.length
    full = !out.write(chunk)
  })
  const room = async () => {
    if (full && out.writableNeedDrain) await once(out, 'drain')
  }
  const broken = finished(out)
  broken.catch(() => {})

  let done = 0
  for (const { name, path: from, sha256 } of entries) {
    const entry = new ZipPassThrough(name)
    entry.mtime = dated
    zip.add(entry)
    const read = createHash('sha256')
    for await (const chunk of createReadStream(from) as AsyncIterable<Buffer>) {
      read.update(chunk)
      entry.push(new Uint8Array(chunk))
      done += chunk.length
      await Promise.race([room(), broken])
      say({ done })
    }
    entry.push(new Uint8Array(0), true)
    if (read.digest('hex') !== sha256) {
      out.destroy()
      return { damaged: sha256 }
    }
  }
  const told = new ZipPassThrough(note.name)
  told.mtime = dated
  zip.add(told)
  told.push(new TextEncoder().encode(`\ufeff${note.text}`), true)
  zip.end()
  out.end()
  await broken
  return { sha256: hash.digest('hex'), bytes }
}

const say = (said: ZipSaid) => parentPort!.postMessage(said)

say(
  await write(workerData as ZipJob).catch((error: NodeJS.ErrnoException) => ({ failed: error.code ?? error.message })),
)
