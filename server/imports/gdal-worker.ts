import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { parentPort } from 'node:worker_threads'
import type { GdalAnswer, GdalJob, ReadJob, WriteJob } from './gdal.ts'

interface Layer {
  name: string
  featureCount: number
  geometryFields?: { coordinateSystem?: { wkt?: string } | null }[]
}
interface Dataset {
  info?: { layers?: Layer[] }
}
interface Gdal {
  open(path: string, options: string[]): Promise<{ datasets: Dataset[] }>
  ogr2ogr(dataset: Dataset, options: string[], name?: string): Promise<{ local: string; all: { local: string }[] }>
  getFileBytes(path: { local: string }): Promise<Uint8Array>
  close(dataset: Dataset): Promise<void>
}

const require = createRequire(import.meta.url)
const complaints: string[] = []

const start = (): Promise<Gdal> => {
  const start = require('gdal3.js/node') as (options: object) => Promise<Gdal>
  const home = relative(process.cwd(), join(dirname(require.resolve('gdal3.js/package.json')), 'dist/package'))
  return start({
    path: home,
    useWorker: false,
    logHandler: () => {},
    errorHandler: (text: string) => complaints.push(text),
  })
}

const ready = start()

/** A GeoPackage cannot leave its system out; it says by these names that none was given. */
const NOT_SAID = /^\w+\["Undefined /

const read = async ({ path, crs, encoding }: ReadJob): Promise<GdalAnswer> => {
  const gdal = await ready
  const dataset = (await gdal.open(path, encoding ? [`ENCODING=${encoding}`] : [])).datasets[0]
  if (!dataset) return { ok: false, reason: 'file_damaged' }
  const layers = (dataset.info?.layers ?? []).filter(({ geometryFields }) => geometryFields?.length)
  const [layer] = layers
  if (!layer) return { ok: false, reason: 'shapes_empty' }
  if (layers.length > 1) return { ok: false, reason: 'layers_many', value: layers.map(({ name }) => name).join('、') }
  const said = layer.geometryFields?.[0]?.coordinateSystem?.wkt ?? ''
  const known = NOT_SAID.test(said) ? '' : said
  if (!crs && !known) return { ok: false, reason: 'crs_missing' }
  const target = ['-f', 'GeoJSON', '-t_srs', 'EPSG:4490', '-lco', 'RFC7946=NO', '-lco', 'COORDINATE_PRECISION=9']
  const written = await gdal.ogr2ogr(dataset, [...target, ...(crs ? ['-s_srs', crs] : []), layer.name])
  const geojson = new TextDecoder().decode(await gdal.getFileBytes(written))
  await gdal.close(dataset)
  return { ok: true, geojson, wkt: crs ? '' : known }
}

const write = async ({ path, name, write: options }: WriteJob): Promise<GdalAnswer> => {
  const gdal = await ready
  const [dataset] = (await gdal.open(path, [])).datasets
  if (!dataset) return { ok: false, reason: 'file_damaged' }
  const { all } = await gdal.ogr2ogr(dataset, options, name)
  const files = new Map<string, Uint8Array>()
  for (const file of all) files.set(basename(file.local), await gdal.getFileBytes(file))
  await gdal.close(dataset)
  return { ok: true, files }
}

const run = (job: GdalJob): Promise<GdalAnswer> => ('write' in job ? write(job) : read(job))

/** What GDAL complains of in its own words, with paths and statements, is not for a clerk: it only tells the two reasons apart. */
const answerTo = (job: GdalJob): Promise<GdalAnswer> =>
  run(job).catch((): GdalAnswer => {
    const unknown = complaints.some(text => /srs|CRS|EPSG|PROJ/i.test(text))
    return {
      ok: false,
      reason: unknown ? 'crs_unknown' : 'file_damaged',
      value: unknown && 'crs' in job ? job.crs : undefined,
    }
  })

parentPort?.on('message', async (job: GdalJob) => {
  complaints.length = 0
  parentPort?.postMessage(await answerTo(job))
})
