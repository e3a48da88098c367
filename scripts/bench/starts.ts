import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { copiedDatabase } from './database.ts'
import { get } from './http.ts'
import { median, timed } from './rounds.ts'
import { type Row, say } from './row.ts'
import type { Run } from './run.ts'

const HOME = join(import.meta.dirname, '../..')
const run = promisify(execFile)

/** P12: from the command, as npm runs it, to the first plan answered; embedded and empty, embedded again, and on PostgreSQL. */
export async function starts({ quick }: Run): Promise<Row[]> {
  const rounds = quick ? 2 : 5
  const times = {
    cold: [] as number[],
    warm: [] as number[],
    created: [] as number[],
    postgres: [] as number[],
    cluster: [] as number[],
  }
  const database = await copiedDatabase(1, 229)
  const cluster = await ownCluster()
  try {
    for (let round = 0; round < rounds; round++) {
      const folder = await mkdtemp(join(tmpdir(), 'fullcover-bench-'))
      times.created.push(await timed(() => run(process.execPath, ['--input-type=module', '-e', CREATE], { cwd: HOME })))
      times.cold.push(await untilUp({ DATA_DIR: folder, DATABASE_URL: '' }))
      times.warm.push(await untilUp({ DATA_DIR: folder, DATABASE_URL: '' }))
      await rm(folder, { recursive: true, force: true })
      times.postgres.push(await untilUp({ DATABASE_URL: database.url, DEMO: 'off' }))
      if (cluster) times.cluster.push(await cluster.start())
    }
  } finally {
    await cluster?.remove()
    await database.connection.close()
  }
  const seconds = (list: number[]) => median(list) / 1000
  const row = (what: string, ours: number, peer: number, peer_is: string, most: number): Row => ({
    id: 'P12',
    what,
    ours: say(ours, 's'),
    peer: Number.isNaN(peer) ? `not run: ${peer_is}` : `${say(peer, 's')} ${peer_is}`,
    ratio: Number.isNaN(peer) ? null : ours / peer,
    goal: `≤ ${most}×`,
    met: Number.isNaN(peer) ? null : ours / peer <= most,
  })
  const warm = seconds(times.warm)
  return [
    row(
      'first start, embedded, with the demo plans',
      seconds(times.cold),
      seconds(times.created),
      'PGlite create + extension',
      1.5,
    ),
    {
      id: 'P12',
      what: 'started again, embedded',
      ours: say(warm, 's'),
      peer: '',
      ratio: null,
      goal: '≤ 8 s',
      met: warm <= 8,
    },
    row('started on PostgreSQL', seconds(times.postgres), seconds(times.cluster), 'pg_ctl start + first query', 3),
  ]
}

const CREATE = `
  const { PGlite } = await import('@electric-sql/pglite'); const { postgis } = await import('@electric-sql/pglite-postgis')
  const db = await PGlite.create({ extensions: { postgis } }); await db.exec('create extension postgis')
  await db.query('select postgis_lib_version()'); process.exit(0)`

/** Milliseconds from starting the server to its first answer that has plans; then it is stopped. */
async function untilUp(env: Record<string, string>): Promise<number> {
  const port = await freePort()
  const started = performance.now()
  const child = spawn(process.execPath, ['scripts/start.mjs', 'server/main.ts'], {
    cwd: HOME,
    env: { ...process.env, ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  while (!(await hasPlans(`http://127.0.0.1:${port}/api/plans`))) {
    if (child.exitCode !== null) throw new Error('the server stopped before it was up')
    await wait(20)
  }
  const took = performance.now() - started
  await stopped(child)
  return took
}

const hasPlans = (url: string) =>
  get(url, {}).then(
    ({ status, body }) => status === 200 && body.length > 2,
    () => false,
  )

async function stopped(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}

/** An empty cluster of the bench's own, where the server's programs are at hand; they refuse to run as root, so then they run as postgres. */
async function ownCluster() {
  const folder = await mkdtemp(join(tmpdir(), 'fullcover-bench-pg-'))
  const port = await freePort()
  const as_root = process.getuid?.() === 0
  const program = (name: string, ...args: string[]) =>
    as_root ? run('runuser', ['-u', 'postgres', '--', name, ...args], { cwd: '/' }) : run(name, args)
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    if (as_root) await run('chown', ['postgres', folder])
    const data = join(folder, 'data')
    await program('initdb', '-D', data, '-A', 'trust', '-U', 'postgres')
    const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1`
    const start = async () => {
      const took = await timed(async () => {
        await program('pg_ctl', '-D', data, '-o', options, '-l', join(folder, 'log'), '-w', 'start')
        await run('psql', ['-h', '127.0.0.1', '-p', String(port), '-U', 'postgres', '-Atc', 'select 1'])
      })
      await program('pg_ctl', '-D', data, '-w', 'stop')
      return took
    }
    return { start, remove }
  } catch {
    await remove()
    return null
  }
}
