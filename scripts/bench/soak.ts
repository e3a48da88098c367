import { type IncomingMessage, get as open } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { recordWrite } from '../../server/db/write.ts'
import { addShapes } from '../../server/shapes/shapes.queries.ts'
import { type BenchDatabase, copiedDatabase } from './database.ts'
import { get } from './http.ts'
import { quantile, timed } from './rounds.ts'
import { type Row, say } from './row.ts'
import type { Run } from './run.ts'
import { openShell, type Shell } from './shell-process.ts'
import { type TilePlace, tilesOf } from './tile-set.ts'

const TILES_PER_SECOND = 200
const STREAMS = 20

/** P13: memory and answer times at the end of a steady load against its first stretch: a tenth of the time. */
export async function soak({ soak: long }: Run): Promise<Row[]> {
  const seconds = long ? 600 : 60
  const database = await copiedDatabase(1, 10_000)
  const shell = await openShell(database.url)
  try {
    const load = await steadyLoad(shell, database, seconds)
    const stretch = seconds / 10
    const first = load.filter(second => second.at < stretch)
    const last = load.filter(second => second.at >= seconds - stretch)
    const rss = [first, last].map(part => Math.max(...part.map(second => second.rss)))
    const p99 = [first, last].map(part =>
      quantile(
        part.flatMap(second => second.times),
        0.99,
      ),
    )
    const errors = load.reduce((sum, second) => sum + second.errors, 0)
    const [memory, slower] = [rss[1]! / rss[0]!, p99[1]! / p99[0]!]
    const what = `${TILES_PER_SECOND} tiles/s, 1 edit/s, ${STREAMS} streams, ${seconds} s${long ? '' : ' (10 minutes with --soak)'}`
    return [
      {
        id: 'P13',
        what: `memory: ${what}`,
        ours: say(rss[1]! / 1e6, 'MB'),
        peer: say(rss[0]! / 1e6, 'MB'),
        ratio: memory,
        goal: '≤ 1.1×',
        met: memory <= 1.1,
      },
      {
        id: 'P13',
        what: 'p99 of a tile',
        ours: say(p99[1]!, 'ms'),
        peer: say(p99[0]!, 'ms'),
        ratio: slower,
        goal: '≤ 1.3×',
        met: slower <= 1.3,
      },
      {
        id: 'P13',
        what: 'errors',
        ours: String(errors),
        peer: '',
        ratio: null,
        goal: '0',
        met: errors === 0,
        note: `${load.reduce((sum, second) => sum + second.heard, 0)} events heard`,
      },
    ]
  } finally {
    await shell.close()
    await database.connection.close()
  }
}

interface Second {
  at: number
  times: number[]
  rss: number
  errors: number
  heard: number
}

async function steadyLoad(
  shell: Shell,
  { connection: { db }, plans }: BenchDatabase,
  seconds: number,
): Promise<Second[]> {
  const plan = plans[0]!
  const places = await tilesOf(db, plans)
  const { rows: compounds } = await sql<{ id: number; geometry: string }>`
    select subject as id, ST_AsGeoJSON(geom) as geometry from shape where plan = ${plan} limit 700`.execute(db)
  await get(`${shell.address}/api/plans/${plan}/tiles.json`)
  let heard = 0
  const streams = await Promise.all(
    Array.from({ length: STREAMS }, () => listen(`${shell.address}/api/plans/${plan}/events`, () => (heard += 1))),
  )
  const load: Second[] = []
  let revision = 1
  const started = performance.now()
  for (let at = 0; at < seconds; at++) {
    const second: Second = { at, times: [], rss: 0, errors: 0, heard: 0 }
    const heard_before = heard
    const asked = Array.from({ length: TILES_PER_SECOND }, async (_, i) => {
      await wait((i * 1000) / TILES_PER_SECOND)
      await askTile(shell, places[(at * 37 + i) % places.length]!, revision, second)
    })
    const { id, geometry } = compounds[at % compounds.length]!
    revision = await recordWrite(db, plan, { account: 'local', action: 'shape', shapes: true }, async (trx, write) => {
      await addShapes(trx, write, [{ subject: id, geometry: JSON.parse(geometry), effective_on: '2024-12-31' }])
      return write.geometry_revision
    })
    await Promise.all(asked)
    second.rss = (await shell.state()).rss
    second.heard = heard - heard_before
    load.push(second)
    await wait(Math.max(0, started + (at + 1) * 1000 - performance.now()))
  }
  for (const stream of streams) stream.destroy()
  return load
}

async function askTile(
  { address }: Shell,
  { plan, z, x, y }: TilePlace,
  revision: number,
  second: Second,
): Promise<void> {
  second.times.push(
    await timed(async () => {
      const { status } = await get(`${address}/api/tiles/${plan}/${revision}/${z}/${x}/${y}.mvt`)
      if (status !== 200 && status !== 204) second.errors += 1
    }),
  )
}

const listen = (url: string, heard: () => void): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    open(url, { headers: { accept: 'text/event-stream' } }, stream => {
      stream.on('data', (part: Buffer) => part.includes('data:') && heard())
      stream.on('error', () => {})
      resolve(stream)
    }).on('error', reject)
  })
