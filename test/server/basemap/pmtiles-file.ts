import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import type { FeatureCollection } from 'geojson'

interface Gdal {
  open(path: string): Promise<{ datasets: object[] }>
  ogr2ogr(dataset: object, options: string[]): Promise<{ local: string }>
  getFileBytes(path: { local: string }): Promise<Uint8Array>
}

const require = createRequire(import.meta.url)

/** A PMTiles file as GDAL writes it, with one layer. */
export async function pmtilesFile(layer: string, shapes: FeatureCollection): Promise<Uint8Array> {
  const start = require('gdal3.js/node') as (options: object) => Promise<Gdal>
  const home = relative(process.cwd(), join(dirname(require.resolve('gdal3.js/package.json')), 'dist/package'))
  const gdal = await start({ path: home, useWorker: false, logHandler: () => {}, errorHandler: () => {} })
  const folder = mkdtempSync(join(tmpdir(), 'fullcover-pmtiles-'))
  try {
    writeFileSync(join(folder, `${layer}.geojson`), JSON.stringify(shapes))
    const { datasets } = await gdal.open(join(folder, `${layer}.geojson`))
    const written = await gdal.ogr2ogr(datasets[0]!, ['-f', 'PMTiles', '-dsco', 'MINZOOM=0', '-dsco', 'MAXZOOM=10'])
    return await gdal.getFileBytes(written)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
