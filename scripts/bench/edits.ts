import { gunzipSync } from 'node:zlib'
import { VectorTile } from '@mapbox/vector-tile'
import { sql } from 'kysely'
import Pbf from 'pbf'
import { recordWrite } from '../../server/db/write.ts'
import { addShapes } from '../../server/shapes/shapes.queries.ts'
import { unitX, unitY } from '../../server/tiles/mercator.ts'
import type { BenchDatabase } from './database.ts'
import { get } from './http.ts'
import { median, quantile, timed } from './rounds.ts'
import { type Row, ratioRow, say } from './row.ts'
import type { Run } from './run.ts'
import type { Shell } from './shell-process.ts'

const Z = 14
const SIZE = 0.0004

/** P4: how long after a commit of a new shape its tile is served, and whether any tile served afterwards still shows the old one. */
export async function editsRow(
  { address }: Shell,
  { connection: { db }, plans }: BenchDatabase,
  { quick }: Run,
): Promise<Row[]> {
  const plan = plans[0]!
  const { rows: compounds } = await sql<{ id: number; lon: number; lat: number }>`
    select subject as id, ST_X(ST_Centroid(geom)) as lon, ST_Y(ST_Centroid(geom)) as lat from shape
    where plan = ${plan} and geometry_revision = 1 order by hashint8(subject)`.execute(db)
  await get(`${address}/api/plans/${plan}/tiles.json`)
  const ours: number[] = []
  const peer: number[] = []
  let stale = 0
  let revision = 1
  const load = underLoad(address, plan, compounds, () => revision)
  const edits = quick ? 100 : 1000
  for (let i = 0; i < edits; i++) {
    const { id, lon, lat } = compounds[i % compounds.length]!
    const west = lon + (i % 7) * 0.00001
    const square = [
      [west, lat],
      [west + SIZE, lat],
      [west + SIZE, lat + SIZE],
      [west, lat + SIZE],
      [west, lat],
    ]
    const geometry = { type: 'MultiPolygon' as const, coordinates: [[square]] }
    revision = await recordWrite(db, plan, { account: 'local', action: 'shape', shapes: true }, async (trx, write) => {
      await addShapes(trx, write, [{ subject: id, geometry, effective_on: '2024-12-31' }])
      return write.geometry_revision
    })
    const [x, y] = tileAt(west, lat)
    let body: Buffer = Buffer.alloc(0)
    const url = `${address}/api/tiles/${plan}/${revision}/${Z}/${x}/${y}.mvt`
    ours.push(await timed(async () => ({ body } = await get(url))))
    if (!shows(body, id, west, lat)) stale += 1
    if (i % 5 === 0) peer.push(await timed(() => get(`${address}/peer/${plan}/${Z}/${x}/${y}`)))
  }
  const asked = await load.stop()
  const row = ratioRow(
    'P4',
    'shape committed → its new tile served, z14, under load',
    { ours: median(ours), peer: median(peer), unit: 'ms', most: 3 },
    `p95 ${say(quantile(ours, 0.95), 'ms')}, slowest ${say(Math.max(...ours), 'ms')} (the plan read whole again)`,
  )
  return [
    row,
    {
      id: 'P4',
      what: `stale tiles in ${edits} edits`,
      ours: String(stale),
      peer: `${asked} tiles asked for meanwhile`,
      ratio: null,
      goal: '0',
      met: stale === 0,
    },
  ]
}

const tileAt = (lon: number, lat: number) => [Math.floor(unitX(lon) * 2 ** Z), Math.floor(unitY(lat) * 2 ** Z)] as const

/** Whether a tile has the compound's square with a corner where it was last put. */
function shows(body: Buffer, id: number, lon: number, lat: number): boolean {
  const [x, y] = tileAt(lon, lat)
  const layer = new VectorTile(new Pbf(gunzipSync(body))).layers.compounds!
  for (let i = 0; i < layer.length; i++) {
    const feature = layer.feature(i)
    if (feature.id !== id) continue
    const at = { x: (unitX(lon) * 2 ** Z - x) * 4096, y: (unitY(lat) * 2 ** Z - y) * 4096 }
    return feature
      .loadGeometry()
      .flat()
      .some(point => Math.abs(point.x - at.x) <= 1 && Math.abs(point.y - at.y) <= 1)
  }
  return false
}

/** Two askers that go through the plan's tiles at the newest revision until stopped. */
function underLoad(address: string, plan: string, compounds: { lon: number; lat: number }[], revision: () => number) {
  let stopped = false
  let asked = 0
  const asker = async (start: number) => {
    for (let i = start; !stopped; i += 7) {
      const { lon, lat } = compounds[i % compounds.length]!
      const [x, y] = tileAt(lon, lat)
      await get(`${address}/api/tiles/${plan}/${revision()}/${Z}/${x}/${y}.mvt`)
      asked += 1
    }
  }
  const askers = [asker(1), asker(4)]
  return {
    stop: async () => {
      stopped = true
      await Promise.all(askers)
      return asked
    },
  }
}
