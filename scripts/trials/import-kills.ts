import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from './cluster.ts'
import { filesOf, sendImport } from './import-files.ts'
import { type Served, untilReady } from './served.ts'
import type { Stage } from './stage.ts'
import { judge, type Trial } from './trial.ts'

const HOME = join(import.meta.dirname, '../..')
const ROWS = 400

/** F3: whoever takes part in an import is killed in the middle of it. */
export const importKills: Trial = {
  id: 'F3',
  name: 'killed in the middle of an import: the server, the import from the command line, the database',
  must: 'all rows or none; sent again with the same key it is there once; no temporary file stays',
  run: async stage => {
    const { figure, must, ...outcome } = judge()
    const kills = stage.times(10, 2)
    const cluster = await stage.cluster()
    let server = await stage.server(cluster.url)
    const from = performance.now()
    await (await sendImport(server, stage.scene.plan, filesOf(ROWS, 'W-'))).arrayBuffer()
    const usual = performance.now() - from
    // Most kills fall into the second half, where the rows are written.
    const moment = () => sleep(usual * Math.sqrt(Math.random()) * 1.1)
    const found = { all: 0, none: 0, half: 0, again: 0 }
    const note = async (word: string) => {
      const rows = await rowsOf(cluster, word)
      found[rows === ROWS ? 'all' : rows === 0 ? 'none' : 'half'] += 1
    }
    const again = async (word: string) => {
      const answer = await sendImport(server, stage.scene.plan, filesOf(ROWS, word), `trial-key-${word}`)
      const text = await answer.text()
      if (answer.ok && (await rowsOf(cluster, word)) === ROWS) found.again += 1
      else must(false, `sent again it was answered ${answer.status} ${text.slice(0, 200)}`)
    }
    for (let n = 0; n < kills; n++) {
      const word = `S${n}-`
      const sending = sendImport(server, stage.scene.plan, filesOf(ROWS, word), `trial-key-${word}`).catch(() => null)
      await moment()
      await server.kill()
      await sending
      await settled(cluster)
      await note(word)
      server = await restarted(stage, cluster, server)
      await again(word)
    }
    for (let n = 0; n < kills; n++) {
      const word = `C${n}-`
      await killedProgram(stage, cluster, word, moment)
      await settled(cluster)
      await note(word)
      await again(word)
    }
    const statuses = new Set<number>()
    for (let n = 0; n < kills; n++) {
      const word = `D${n}-`
      const sending = sendImport(server, stage.scene.plan, filesOf(ROWS, word), `trial-key-${word}`)
      await moment()
      await cluster.kill()
      const answer = await sending
      statuses.add(answer.status)
      await answer.text()
      await sleep(300)
      await cluster.start()
      await untilReady(server)
      await note(word)
      await again(word)
    }
    const strange = [...statuses].filter(status => ![200, 201, 503].includes(status))
    const left = readdirSync(join(stage.folder, 'tmp')).filter(name => !name.startsWith('node-compile-cache'))
    const arriving = readdirSync(join(stage.folder, 'files/files/arriving'))
    figure(
      `${3 * kills} kills of imports of ${ROWS} compounds: ${found.all} found whole, ${found.none} not at all, ${found.half} by half; ${found.again} there once when sent again`,
    )
    must(found.half === 0, `${found.half} imports are there by half`)
    must(strange.length === 0, `the database killed: answered ${strange.join(', ')}`)
    must(left.length + arriving.length === 0, `temporary files stayed: ${[...left, ...arriving].join(', ')}`)
    must(server.isAlive(), 'the server ended')
    return outcome
  },
}

const rowsOf = async (cluster: Cluster, word: string): Promise<number> => {
  const [row] = await cluster.query<{ n: number }>(
    `select count(*)::int as n from subject where kind = 'compound' and starts_with(code, $1)`,
    [word],
  )
  return row!.n
}

/** Waits until the database has noticed that whoever wrote is gone. */
const settled = async (cluster: Cluster): Promise<void> => {
  for (;;) {
    const busy = await cluster.query(
      `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`,
    )
    if (busy.length === 0) return
    await sleep(50)
  }
}

const restarted = async (stage: Stage, cluster: Cluster, { port }: Served): Promise<Served> => {
  const server = await stage.startServer(cluster.url, { port })
  await untilReady(server)
  return server
}

const killedProgram = async (
  stage: Stage,
  cluster: Cluster,
  word: string,
  moment: () => Promise<void>,
): Promise<void> => {
  const { ledger, shapes } = filesOf(ROWS, word)
  const paths = { ledger: join(stage.folder, `${word}.csv`), shapes: join(stage.folder, `${word}.geojson`) }
  writeFileSync(paths.ledger, ledger)
  writeFileSync(paths.shapes, shapes)
  const { plan } = stage.scene
  const args = [
    'scripts/import.ts',
    '--plan',
    plan,
    '--ledger',
    paths.ledger,
    '--shapes',
    paths.shapes,
    '--datum',
    'wgs84',
  ]
  const env = { ...process.env, DATABASE_URL: cluster.url, TMPDIR: join(stage.folder, 'tmp') }
  const child = spawn(process.execPath, args, { cwd: HOME, env, stdio: 'ignore' })
  const ended = once(child, 'exit')
  // The program itself needs a while to load.
  await sleep(600)
  await moment()
  child.kill('SIGKILL')
  await ended
}
