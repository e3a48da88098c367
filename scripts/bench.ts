import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { closings } from './bench/closings.ts'
import { SERVER_URL } from './bench/database.ts'
import { eventLoop } from './bench/event-loop.ts'
import { figures } from './bench/figures.ts'
import { history } from './bench/history.ts'
import { imports } from './bench/imports.ts'
import { ledger } from './bench/ledger.ts'
import { packs } from './bench/packs.ts'
import { propose } from './bench/propose.ts'
import { publish } from './bench/publish.ts'
import { ranking } from './bench/ranking.ts'
import type { Row } from './bench/row.ts'
import { type Run, readRun } from './bench/run.ts'
import { soak } from './bench/soak.ts'
import { starts } from './bench/starts.ts'
import { table } from './bench/table.ts'
import { tiles } from './bench/tiles.ts'
import { vertex } from './bench/vertex.ts'
import { wall } from './bench/wall.ts'
import { writes } from './bench/writes.ts'

/** Each group of the bench with the ids it answers for. */
const GROUPS: [string[], (run: Run) => Promise<Row[]>][] = [
  [['P1', 'P2', 'P3', 'P4'], tiles],
  [['P6', 'P7'], figures],
  [['P8'], writes],
  [['P9'], history],
  [['P11'], imports],
  [['P12'], starts],
  [['P13'], soak],
  [['P14'], eventLoop],
  [['P15'], ledger],
  [['P16'], publish],
  [['P17'], vertex],
  [['P18'], propose],
  [['P19'], closings],
  [['P20'], ranking],
  [['P21'], packs],
  [['P5', 'P10'], wall],
]

const run = readRun(process.argv.slice(2))
if (!SERVER_URL)
  throw new Error(
    'BENCH_DATABASE_URL is missing: the URL of a PostgreSQL superuser; databases fullcover_bench_* are made there.',
  )
const rows: Row[] = []
for (const [ids, group] of GROUPS) {
  if (!ids.some(run.wants)) continue
  const found = await group(run)
  rows.push(...found)
  if (!run.json) process.stdout.write(`${table(found)}\n`)
}
const [cpu] = cpus()
const result = {
  at: new Date().toISOString(),
  machine: `${cpus().length} × ${cpu?.model}`,
  node: process.version,
  rows,
}
if (run.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
else {
  mkdirSync('.data', { recursive: true })
  writeFileSync('.data/bench.json', JSON.stringify(result, null, 2))
  process.stdout.write(`\n${result.machine}, Node ${result.node}, ${result.at}\n\n${table(rows)}\n`)
}
