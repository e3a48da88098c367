import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { quantile } from '../bench/rounds.ts'
import { beginLoad, countsOf } from './load.ts'
import { run } from './programs.ts'
import { openStream } from './streams.ts'
import { judge, type Trial, Untried } from './trial.ts'
import { said } from './until.ts'

const READERS = 1000
const EDITORS = 20
const STREAMS = 100

/** F12: many look at the map, a tile a second each, while people save. */
export const steadyLoad: Trial = {
  id: 'F12',
  name: `${READERS} tile readers (a tile a second each), ${EDITORS} editors, ${STREAMS} streams for a minute`,
  must: 'tiles p95 ≤ 300 ms, saves p95 ≤ 800 ms, no error',
  run: async stage => {
    const { figure, must, ...outcome } = judge()
    const seconds = stage.times(60, 15)
    const cluster = await stage.cluster()
    const server = await stage.server(cluster.url, { TRUST_PROXY: '127.0.0.1' })
    const streams = Array.from({ length: STREAMS }, (_, i) =>
      openStream(server, stage.scene.plan, { 'x-forwarded-for': `10.0.0.${1 + (i % 20)}` }),
    )
    stage.later(() => {
      for (const stream of streams) stream.close()
    })
    const script = join(stage.folder, 'tiles.lua')
    writeFileSync(script, luaFor(stage.scene.tiles))
    const load = beginLoad(server, stage.scene, { readers: 0, writers: EDITORS, pause_ms: 1000 })
    stage.later(load.stop)
    const { stdout } = await run('wrk', [
      '-t1',
      `-c${READERS}`,
      `-d${seconds}s`,
      '--timeout',
      '10s',
      '-s',
      script,
      server.address,
    ]).catch(error => {
      if (error.code === 'ENOENT') throw new Untried('wrk is not installed')
      throw error
    })
    await load.stop()
    const tiles = JSON.parse(/TILES (\{.*\})/.exec(stdout)![1]!) as { p95: number; n: number; errors: number }
    const p95 = quantile(
      load.samples.map(({ ms }) => ms),
      0.95,
    )
    const wrong = load.samples.filter(({ status }) => status !== 201)
    const heard = streams.filter(stream => stream.seq() > 0).length
    figure(
      `tiles: ${tiles.n} in ${seconds} s (${Math.round(tiles.n / seconds)}/s), p95 ${said(tiles.p95)}, ${tiles.errors} errors`,
    )
    figure(`saves: ${countsOf(load.samples)}, p95 ${said(p95)}; ${Math.round(server.memory())} MB`)
    must(tiles.p95 <= 300, `tiles p95 ${said(tiles.p95)}`)
    must(p95 <= 800, `saves p95 ${said(p95)}`)
    must(
      tiles.errors + wrong.length === 0,
      `${tiles.errors} tiles and ${wrong.length} saves failed: ${countsOf(wrong)}`,
    )
    must(heard === STREAMS, `only ${heard} streams heard anything`)
    return outcome
  },
}

const luaFor = (tiles: string[]) => `
local paths = { ${tiles.map(path => `"${path}"`).join(', ')} }
local n = 0
request = function()
  n = n + 1
  return wrk.format("GET", paths[n % #paths + 1], { ["Accept-Encoding"] = "gzip" })
end
delay = function()
  return math.random(500, 1500)
end
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format('TILES {"p95":%.1f,"n":%d,"errors":%d}\\n', latency:percentile(95) / 1000, summary.requests,
    e.connect + e.read + e.write + e.status + e.timeout))
end
`
