import { join } from 'node:path'
import type { Cluster } from './cluster.ts'
import { makeCluster } from './cluster.ts'
import { prepareDatabase } from './fill-base.ts'
import { save } from './load.ts'
import { run } from './programs.ts'
import { judge, type Trial } from './trial.ts'
import { said } from './until.ts'

const HOME = join(import.meta.dirname, '../..')

/** F17: the newest backup is restored into an empty server, as after a disk was lost. */
export const restoreDrill: Trial = {
  id: 'F17',
  name: 'restore drill: newest backup into an empty server',
  must: 'every total equal, seals unbroken, the doctor finds nothing, papers there; within 30 minutes',
  run: async stage => {
    const { figure, must, ...outcome } = judge()
    const cluster = await stage.cluster()
    const server = await stage.server(cluster.url)
    const { plan } = stage.scene
    for (let n = 0; n < 50; n++) await (await save(server, stage.scene, n)).arrayBuffer()
    const paper = await fetch(`${server.address}/api/plans/${plan}/files?name=a.pdf`, {
      method: 'POST',
      headers: { 'content-type': 'application/pdf' },
      body: `%PDF-1.7\n${'trial '.repeat(10_000)}`,
    })
    const { sha256 } = (await paper.json()) as { sha256: string }
    const backups = join(stage.folder, 'backups')
    const program = async (script: string, args: string[], env: Record<string, string>) => {
      const from = performance.now()
      const { stdout } = await run(process.execPath, [script, ...args], {
        cwd: HOME,
        env: { ...process.env, BACKUP_DIR: backups, DEMO: 'off', ...env },
      })
      return { ms: performance.now() - from, said: stdout }
    }
    const backup = await program('scripts/backup.ts', [], {
      DATABASE_URL: cluster.url,
      DATA_DIR: join(stage.folder, 'files'),
    })
    const before = await totalsOf(cluster, server.address, plan)
    await server.stop()
    await cluster.stop()

    const empty = await makeCluster({ folder: join(stage.folder, 'empty') })
    stage.later(() => empty.stop('immediate').catch(() => {}))
    await prepareDatabase(empty)
    const files = join(stage.folder, 'restored')
    const restore = await program('scripts/restore.ts', ['latest'], { DATABASE_URL: empty.url, DATA_DIR: files })
    const again = await stage.server(empty.url, { DATA_DIR: files })
    const after = await totalsOf(empty, again.address, plan)
    const found = await fetch(`${again.address}/api/plans/${plan}/files/${sha256}`)
    await found.arrayBuffer()
    const written = await save(again, stage.scene, 1)
    figure(
      `backup ${said(backup.ms)}, restore with its examination ${said(restore.ms)} (${(restore.ms / 60_000).toFixed(2)} min)`,
    )
    figure(before === after ? 'totals equal' : `before ${before}, after ${after}`)
    must(before === after, 'totals differ')
    must(restore.said.includes('与备份时逐项核对：一致'), `the restore said ${restore.said.slice(-300)}`)
    must(found.status === 200, `the paper was answered ${found.status}`)
    must(written.status === 201, `a save afterwards was answered ${written.status}`)
    must(restore.ms < 30 * 60_000, 'it took more than 30 minutes')
    return outcome
  },
}

/** Everything counted that a restore must bring back, in one text. */
const totalsOf = async (cluster: Cluster, address: string, plan: string): Promise<string> => {
  const [counts] = await cluster.query<object>(
    `select (select count(*) from observation) as observations, (select count(*) from shape) as shapes, (select max(seq) from plan_write) as seq,
      (select count(*) from broken_seal) as broken, (select count(*) from file) as papers`,
  )
  const { total } = (await (await fetch(`${address}/api/plans/${plan}/progress`)).json()) as {
    total: { covered: number; by_value: Record<string, number> }
  }
  const by_value = Object.entries(total.by_value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([counts, { ...total, by_value }])
}
