import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { save } from './load.ts'
import { untilReady } from './served.ts'
import { openStream } from './streams.ts'
import { judge, type Trial } from './trial.ts'
import { openMachine } from './two-networks.ts'
import { said, until } from './until.ts'

/** F10s: the line between the server and its database drops everything for a while, and neither end is told. */
export const listenSilent: Trial = {
  id: 'F10s',
  name: 'line to the database silently dead for 20 s, another server writes meanwhile',
  must: 'the write is seen within 5 s after the line is back; the server lives, and works as before',
  run: async stage => {
    const { figure, must, ...outcome } = judge()
    const machine = await openMachine(stage)
    const cluster = await stage.stoppedCluster({ settings: [`listen_addresses=127.0.0.1,${machine.database}`] })
    appendFileSync(join(cluster.data, 'pg_hba.conf'), `host all all ${machine.database}/30 trust\n`)
    await cluster.start()
    const url = cluster.url.replace('127.0.0.1', machine.database)
    const far = await stage.startServer(url, { env: { HOST: machine.address }, through: machine.through })
    await untilReady(far)
    const near = await stage.server(cluster.url, { DATA_DIR: join(stage.folder, 'near') })
    const stream = openStream(far, stage.scene.plan)
    stage.later(stream.close)
    await until(() => stream.seq() > 0, 5)
    const waits: (number | null)[] = []
    for (let round = 0; round < stage.times(3, 1); round++) {
      await machine.line('down')
      const { seq } = (await (await save(near, stage.scene, round)).json()) as { seq: number }
      await sleep(20_000)
      await machine.line('up')
      waits.push(await until(() => stream.seq() >= seq, 60))
      await sleep(1000)
    }
    const figures = await fetch(`${far.address}/api/plans/${stage.scene.plan}/progress`)
    figure(`${waits.length} times; the write seen ${waits.map(said).join(', ')} after the line was back`)
    must(
      waits.every(wait => wait !== null && wait <= 5000),
      `a write was seen after ${waits.map(said).join(', ')}`,
    )
    must(figures.status === 200, `afterwards a question was answered ${figures.status}`)
    must(far.isAlive(), 'the server ended')
    return outcome
  },
}
