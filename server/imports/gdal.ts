import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ImportRefusal, refuse } from '#core/imports/sentences.ts'
import { waitForTurn } from '../operations/jobs.ts'
import { keptThread, TookTooLong } from '../threads/kept-thread.ts'

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

const inThread = keptThread<GdalJob, GdalAnswer>(new URL('./gdal-worker.ts', import.meta.url), {
  limit: 120_000,
  // What a bad file did to the thread's memory is not known, and what was written lies in it, too, until it ends.
  isSpent: (job, answer) => !answer.ok || 'write' in job,
})

const ask = (job: GdalJob): Promise<GdalAnswer> =>
  inThread(job, waitForTurn()).catch(error => {
    if (error instanceof TookTooLong) return { ok: false, reason: 'file_damaged' }
    throw error
  })

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
    const answer = await ask({ ...options, path: join(folder, main) })
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
    const answer = await ask({ path, name, write })
    if (answer.ok && 'files' in answer) return answer.files
    throw new Error(`GDAL could not write ${name}`)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
