import { createServer } from 'node:http'
import { createRequire, syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type zlib from 'node:zlib'
import { sql } from 'kysely'
import { connect } from '../../server/db/connect.ts'
import { openListeners } from '../../server/live/listeners.ts'

/**
 * The product's server with the peers beside it, as a process of its own. Every prefix /api/r0 … has a tile maker of its own, so that
 * a tile can be asked for cold as often as there are rounds; what zlib packs is counted, for a tile is packed once when it is made.
 */
const MAKERS = 16
const zlibs = createRequire(import.meta.url)('node:zlib') as typeof zlib
let packed = 0
const { gzipSync, gzip } = zlibs
zlibs.gzipSync = (...asked) => {
  packed += 1
  return gzipSync(...asked)
}
zlibs.gzip = ((...asked: Parameters<typeof gzip>) => {
  packed += 1
  return gzip(...asked)
}) as typeof gzip
syncBuiltinESMExports()

const { buildApp } = await import('../../server/app.ts')
const { tilesRoutes } = await import('../../server/tiles/tiles.routes.ts')

const connection = await connect({ database_url: process.env.DATABASE_URL, data_dir: '' })
const { db } = connection
const live = await openListeners(connection)
const app = await buildApp({
  db,
  engine: connection.engine,
  live,
  data_dir: tmpdir(),
  isReady: async () => true,
  pages: process.env.BENCH_PAGES,
})
for (let i = 0; i < MAKERS; i++) await app.register(tilesRoutes, { prefix: `/api/r${i}`, db })

/** Martin's SQL for a tile of a table in EPSG:4490: every feature transformed, all columns, 64 units of margin. */
app.get('/peer/:plan/:z/:x/:y', async (request, reply) => {
  const { plan, z, x, y } = request.params as Record<string, string>
  const { rows } = await sql<{ tile: Buffer }>`
    select ST_AsMVT(tile, 'compounds', 4096, 'geom', 'id') as tile from (
      select ST_AsMVTGeom(ST_Transform(ST_CurveToLine(geom), 3857), ST_TileEnvelope(${z}::int, ${x}::int, ${y}::int), 4096, 64, true) as geom, id, code
      from bench_shape where plan = ${plan}
        and geom && ST_Expand(ST_Transform(ST_TileEnvelope(${z}::int, ${x}::int, ${y}::int), 4490), 360.0 / 2 ^ ${z}::int * 64 / 4096)
    ) tile`.execute(db)
  const bytes = gzipSync(rows[0]!.tile, { level: 6 })
  return reply.type('application/vnd.mapbox-vector-tile').header('content-encoding', 'gzip').send(bytes)
})

let delay: ReturnType<typeof monitorEventLoopDelay> | null = null
app.get('/state', async () => {
  const p99 = delay ? delay.percentile(99) / 1e6 : 0
  const max = delay ? delay.max / 1e6 : 0
  delay?.disable()
  delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  return { p99, max, packed, rss: process.memoryUsage.rss(), cpu: process.cpuUsage().user + process.cpuUsage().system }
})

const address = await app.listen({ host: '127.0.0.1', port: 0 })

/** Bare node:http that answers every request with the bytes and headers it was last given. */
let bytes = Buffer.alloc(0)
let headers: Record<string, string> = {}
const bare = createServer((_, response) => {
  response.writeHead(200, headers)
  response.end(bytes)
})
bare.listen(0, '127.0.0.1', () => {
  const { port } = bare.address() as { port: number }
  process.send?.({ address, bare: `http://127.0.0.1:${port}` })
})
process.on('message', (given: { bytes: string; headers: Record<string, string> }) => {
  bytes = Buffer.from(given.bytes, 'base64')
  headers = given.headers
  process.send?.('given')
})
