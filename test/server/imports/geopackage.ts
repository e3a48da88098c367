import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'

interface Gdal {
  open(path: string): Promise<{ datasets: object[] }>
  ogr2ogr(dataset: object, options: string[], name: string): Promise<{ local: string }>
  getFileBytes(path: { local: string }): Promise<Uint8Array>
}

const require = createRequire(import.meta.url)
let started: Promise<Gdal> | undefined

/** The GDAL the product reads with, here to write with. */
const gdal = (): Promise<Gdal> => {
  const start = require('gdal3.js/node') as (options: object) => Promise<Gdal>
  const home = relative(process.cwd(), join(dirname(require.resolve('gdal3.js/package.json')), 'dist/package'))
  started ??= start({ path: home, useWorker: false, logHandler: () => {}, errorHandler: () => {} })
  return started
}

let made = 0

/** Squares of 0.001° by code, at [lon, lat], as one layer of a GeoPackage per name; `srs` as ogr2ogr takes it. */
export const geopackage = async (
  layers: Record<string, { code: string; name: string; at: [number, number] | null }[]>,
  srs: string[],
): Promise<Uint8Array> => {
  const { open, ogr2ogr, getFileBytes } = await gdal()
  const folder = mkdtempSync(join(tmpdir(), 'fullcover-gpkg-'))
  made += 1
  let written = { local: '' }
  for (const [i, [layer, yards]] of Object.entries(layers).entries()) {
    const path = join(folder, `${i}.geojson`)
    writeFileSync(path, JSON.stringify({ type: 'FeatureCollection', features: yards.map(featureOf) }))
    const [dataset] = (await open(path)).datasets
    const more = i === 0 ? [] : ['-update', '-append']
    written = await ogr2ogr(dataset!, ['-f', 'GPKG', '-nln', layer, ...srs, ...more], `made-${made}`)
  }
  rmSync(folder, { recursive: true })
  return getFileBytes(written)
}

const featureOf = ({ code, name, at }: { code: string; name: string; at: [number, number] | null }) => ({
  type: 'Feature',
  properties: { 编号: code, 小区名称: name },
  geometry: at && { type: 'Polygon', coordinates: [squareAt(at)] },
})

/** A closed square of 0.001° on its south-western corner. */
export const squareAt = ([lon, lat]: [number, number]) => [
  [lon, lat],
  [lon + 0.001, lat],
  [lon + 0.001, lat + 0.001],
  [lon, lat + 0.001],
  [lon, lat],
]
