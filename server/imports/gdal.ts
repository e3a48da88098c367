import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type ImportRefusal, refuse } from '#core/imports/sentences.ts'

/** A file to be read as GeoJSON. */
export interface ReadJob {
  path: string
  /** EPSG code to read the coordinates by, instead of what the file says. */
  crs?: string
  /** Of the attributes, where the driver must be told. */
  encoding?: string
}
/** A GeoJSON file to be written as something else, by these options of ogr2ogr, under a name without extension. */
export interface WriteJob {
  path: string
  name: string
  write: string[]
}
export type GdalJob = ReadJob | WriteJob
export type GdalAnswer =
  | { ok: true; geojson: string; wkt: string }
  | { ok: true; files: Map<string, Uint8Array> }
  | { ok: false; reason: ImportRefusal; value?: string }

const TIME_LIMIT = 120_000
/** Loading GDAL takes longer than most jobs: its thread is kept this long after the last one. */
const KEPT = 60_000

let kept: Worker | undefined
let leaving: NodeJS.Timeout | undefined
let last: Promise<unknown> = Promise.resolve()

const letGo = () => {
  const worker = kept
  kept = undefined
  void worker?.terminate()
}

const inThread = (job: GdalJob): Promise<GdalAnswer> => {
  clearTimeout(leaving)
  kept ??= new Worker(new URL('./gdal-worker.ts', import.meta.url))
  const worker = kept
  worker.ref()
  return new Promise<GdalAnswer>((resolve, reject) => {
    const timer = setTimeout(() => answered({ ok: false, reason: 'file_damaged' }), TIME_LIMIT)
    const done = (sound: boolean) => {
      clearTimeout(timer)
      worker.off('message', answered).off('error', broken).unref()
      // What a bad file did to the thread's memory is not known: the next file gets a new one.
      // What was written lies in its memory, too, until it ends.
      if (sound && !('write' in job)) leaving = setTimeout(letGo, KEPT).unref()
      else letGo()
    }
    const answered = (answer: GdalAnswer) => {
      done(answer.ok)
      resolve(answer)
    }
    const broken = (error: Error) => {
      done(false)
      reject(error)
    }
    worker.on('message', answered).on('error', broken)
    worker.postMessage(job)
  })
}

/** One job after another, in the one thread. */
const inTurn = (job: GdalJob): Promise<GdalAnswer> => {
  const answer = last.then(() => inThread(job))
  last = answer.catch(() => {})
  return answer
}

/**
 * Files of one data set as GeoJSON in lon/lat of CGCS2000, through GDAL in a thread of its own, because it blocks.
 * The files are kept in a folder of their own meanwhile, under names of ours.
 */
export const toGeoJson = async (
  files: Map<string, Uint8Array>,
  main: string,
  options: Omit<ReadJob, 'path'>,
  path: string,
): Promise<{ geojson: string; wkt: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'fullcover-import-'))
  try {
    for (const [name, bytes] of files) await writeFile(join(folder, name), bytes)
    const answer = await inTurn({ ...options, path: join(folder, main) })
    if (!answer.ok) return refuse(answer.reason, { path, value: answer.value })
    if ('geojson' in answer) return answer
    throw new Error('GDAL wrote where it was to read')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** GeoJSON as the files of another format, by name. */
export const fromGeoJson = async (geojson: string, name: string, write: string[]): Promise<Map<string, Uint8Array>> => {
  const folder = await mkdtemp(join(tmpdir(), 'fullcover-export-'))
  try {
    const path = join(folder, 'features.geojson')
    await writeFile(path, geojson)
    const answer = await inTurn({ path, name, write })
    if (answer.ok && 'files' in answer) return answer.files
    throw new Error(`GDAL could not write ${name}`)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
