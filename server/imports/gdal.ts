import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type ImportRefusal, refuse } from '#core/imports/sentences.ts'

export interface GdalJob {
  path: string
  /** EPSG code to read the coordinates by, instead of what the file says. */
  crs?: string
  /** Of the attributes, where the driver must be told. */
  encoding?: string
}
export type GdalAnswer =
  | { ok: true; geojson: string; wkt: string }
  | { ok: false; reason: ImportRefusal; value?: string }

const TIME_LIMIT = 120_000

const inWorker = (job: GdalJob): Promise<GdalAnswer> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./gdal-worker.ts', import.meta.url), { workerData: job })
    const timer = setTimeout(() => finish(() => resolve({ ok: false, reason: 'file_damaged' })), TIME_LIMIT)
    const finish = (settle: () => void) => {
      clearTimeout(timer)
      settle()
      void worker.terminate()
    }
    worker.once('message', (answer: GdalAnswer) => finish(() => resolve(answer)))
    worker.once('error', error => finish(() => reject(error)))
  })

/**
 * Files of one data set as GeoJSON in lon/lat of CGCS2000, through GDAL in a thread of its own, because it blocks.
 * The files are kept in a folder of their own meanwhile, under names of ours.
 */
export const toGeoJson = async (
  files: Map<string, Uint8Array>,
  main: string,
  options: Omit<GdalJob, 'path'>,
  path: string,
): Promise<{ geojson: string; wkt: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'fullcover-import-'))
  try {
    for (const [name, bytes] of files) await writeFile(join(folder, name), bytes)
    const answer = await inWorker({ ...options, path: join(folder, main) })
    return answer.ok ? answer : refuse(answer.reason, { path, value: answer.value })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
