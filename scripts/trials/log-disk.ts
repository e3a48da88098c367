import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { beginLoad, countsOf, save } from './load.ts'
import { untilReady } from './served.ts'
import { fillDisk } from './small-disk.ts'
import { judge, type Trial } from './trial.ts'

/** F5l: the disk is full under the server's log and under PostgreSQL's. */
export const logDisk: Trial = {
  id: 'F5l',
  name: 'disk full under the logs',
  must: 'both servers work on as if nothing were; with room again lines are written again, and a line says how many were lost',
  run: async stage => {
    const { figure, must, ...outcome } = judge()
    const disk = await stage.disk('logs', 4)
    const cluster = await stage.cluster({ log: disk, settings: ['log_statement=all'] })
    const path = `${disk}/server.log`
    const log = openSync(path, 'a')
    stage.later(() => closeSync(log))
    const server = await stage.startServer(cluster.url, { env: { LOG_LEVEL: 'info' }, stdout: log })
    await untilReady(server)
    await save(server, stage.scene, 1)
    const free = await fillDisk(disk, 0)
    const load = beginLoad(server, stage.scene, { readers: 3, writers: 3 })
    await sleep(stage.times(10_000, 3000))
    await load.stop()
    const wrong = load.samples.filter(({ status }) => status >= 400 || status === 0)
    const full_at = readFileSync(path).length
    await free()
    for (let n = 0; n < 5; n++) await save(server, stage.scene, n)
    await sleep(500)
    const after = readFileSync(path).subarray(full_at).toString()
    figure(
      `${countsOf(load.samples)} while the disk was full; ${/"lost":\d+/.exec(after)?.[0] ?? 'no line'} said afterwards`,
    )
    must(wrong.length === 0, `${countsOf(wrong)}: ${[...load.refusals].join(' ').slice(0, 200)}`)
    must(server.isAlive(), 'the server ended')
    must(after.length > 0, 'with room again nothing is written')
    must(/"lost":[1-9]/.test(after), 'no line says that lines were lost')
    return outcome
  },
}
