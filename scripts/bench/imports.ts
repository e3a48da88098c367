import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { zipSync } from 'fflate'
import type { Db } from '../../server/db/database.ts'
import { commitImport } from '../../server/imports/commit-import.ts'
import { planImport } from '../../server/imports/plan-import.ts'
import { createPlan, revisePlan } from '../../server/plans/plans.queries.ts'
import { copiedDatabase } from './database.ts'
import { benchPlan, TO } from './plan.ts'
import { median, timed } from './rounds.ts'
import { type Row, ratioRow, say } from './row.ts'
import type { Run } from './run.ts'

const run = promisify(execFile)
const PARTS = ['shp', 'shx', 'dbf', 'prj', 'cpg']

/** P11: a ledger and shapes of 10,000 compounds into an empty plan, against ogr2ogr loading the shapes alone into a table. */
export async function imports({ quick }: Run): Promise<Row[]> {
  const count = quick ? 2000 : 10_000
  const { connection, url, plans } = await copiedDatabase(1, 10_000)
  const folder = await mkdtemp(join(tmpdir(), 'fullcover-bench-'))
  try {
    const { db } = connection
    const query = `select u.code, s.geom from shape s join subject u on u.id = s.subject where s.plan = '${plans[0]}' order by s.subject limit ${count}`
    await run('ogr2ogr', [
      '-f',
      'ESRI Shapefile',
      join(folder, 'yards.shp'),
      asGdal(url),
      '-sql',
      query,
      '-lco',
      'ENCODING=UTF-8',
    ])
    const parts = await Promise.all(
      PARTS.map(async part => [`yards.${part}`, new Uint8Array(await readFile(join(folder, `yards.${part}`)))]),
    )
    const files = {
      ledger: { name: 'ledger.csv', bytes: new TextEncoder().encode(ledgerOf(count)) },
      shapes: { name: 'yards.zip', bytes: zipSync(Object.fromEntries(parts)) },
    }
    const ours: number[] = []
    const peer: number[] = []
    const worked_out: number[] = []
    for (let round = 0; round < 6; round++) {
      const plan = await emptyPlan(db, round)
      let planning = 0
      const both = await timed(async () => {
        let planned: Awaited<ReturnType<typeof planImport>> | undefined
        planning = await timed(async () => {
          planned = await planImport(db, plan, files, { datum: 'wgs84', as_of: TO })
        })
        await commitImport(db, planned!, 'local')
      })
      const loaded = await timed(() =>
        run('ogr2ogr', [
          '-f',
          'PostgreSQL',
          asGdal(url),
          join(folder, 'yards.shp'),
          '-nln',
          'loaded',
          '-nlt',
          'MULTIPOLYGON',
          '-overwrite',
        ]),
      )
      if (round === 0) continue
      ours.push(both)
      worked_out.push(planning)
      peer.push(loaded)
    }
    const note = `reading and working out ${say(median(worked_out) / 1000, 's')}, writing ${say((median(ours) - median(worked_out)) / 1000, 's')}; a ledger row has nine cells`
    return [
      ratioRow(
        'P11',
        `import of ${count} shapes and their ledger`,
        { ours: median(ours) / 1000, peer: median(peer) / 1000, unit: 's', most: 3 },
        note,
      ),
    ]
  } finally {
    await connection.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** A URL as GDAL takes it. */
function asGdal(url: string): string {
  const { hostname, port, username, password, pathname } = new URL(url)
  const words = { host: hostname, port: port || '5432', user: username, password, dbname: pathname.slice(1) }
  return `PG:${Object.entries(words)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')}`
}

async function emptyPlan(db: Db, round: number): Promise<string> {
  const id = `bench-import-${round}`
  await createPlan(db, id, { demo: true, pinned_on: TO })
  await revisePlan(db, benchPlan(id))
  return id
}

function ledgerOf(count: number): string {
  const modes = ['专业化物业', '责任单位管理', '流动物业', '']
  const rows = Array.from({ length: count }, (_, i) => {
    const n = i + 1
    const mode = modes[n % modes.length]!
    const since = mode ? `2024-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}` : ''
    return [
      `C${String(n).padStart(6, '0')}`,
      `${n} 号院`,
      `第 ${1 + (n % 60)} 镇`,
      `第 ${1 + (n % 360)} 社区`,
      20 + (n % 400),
      900 + n,
      mode,
      mode === '专业化物业' ? '安居物业' : '',
      since,
    ]
  })
  return [['编号', '小区名称', '镇', '社区', '户数', '建筑面积', '管理模式', '管理单位', '进驻日期'], ...rows]
    .map(row => row.join(','))
    .join('\n')
}
