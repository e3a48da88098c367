import { setTimeout as sleep } from 'node:timers/promises'
import { beginLoad, countsOf, lostOf, save } from './load.ts'
import { fillDisk } from './small-disk.ts'
import { judge, type Trial } from './trial.ts'
import { said, until } from './until.ts'

/** F6: the disk with the database's log of writes is full: PostgreSQL goes down until there is room. */
export const walDisk: Trial = {
  id: 'F6',
  name: 'disk full under the write-ahead log',
  must: 'PostgreSQL goes down; only 503 meanwhile; when there is room and it is started, every acknowledged save is there',
  run: async stage => {
    const { figure, must, ...outcome } = judge()
    const wal = await stage.disk('wal', 160)
    const cluster = await stage.cluster({ wal, settings: ['wal_recycle=off', 'max_wal_size=1GB'] })
    const server = await stage.server(cluster.url)
    const load = beginLoad(server, stage.scene, { readers: 2, writers: 6 })
    stage.later(load.stop)
    await until(() => load.acknowledged.length > 50, 20)
    const free = await fillDisk(wal, 0)
    // The segments that lie ready are used up first; a busy server would take longer over them.
    const isDown = () =>
      cluster.query('select pg_switch_wal()').then(
        () => false,
        () => true,
      )
    const down = await until(isDown, 120)
    await sleep(3000)
    const before = load.acknowledged.length
    await free()
    await cluster.stop('immediate').catch(() => {})
    await cluster.start()
    const back = await until(async () => (await save(server, stage.scene, 1)).status === 201, 20)
    await sleep(1000)
    await load.stop()
    const { lost, broken } = await lostOf(cluster, load.acknowledged)
    const strange = load.samples.filter(({ status }) => ![200, 201, 204, 503].includes(status))
    figure(
      `${before} saves acknowledged before it went down (${said(down)} after the disk was full), ${lost} lost; ${countsOf(load.samples)}`,
    )
    figure(`saving again ${said(back)} after the start`)
    must(down !== null, 'PostgreSQL did not go down')
    must(lost === 0 && broken === 0, `${lost} acknowledged saves gone, ${broken} seals broken`)
    must(strange.length === 0, `${countsOf(strange)}: ${[...load.refusals].join(' ').slice(0, 300)}`)
    must(back !== null, 'saving does not go on')
    must(server.isAlive(), 'the server ended')
    return outcome
  },
}
