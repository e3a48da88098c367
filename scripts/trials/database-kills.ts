import { setTimeout as sleep } from 'node:timers/promises'
import { beginLoad, countsOf, lostOf } from './load.ts'
import { judge, type Trial } from './trial.ts'
import { until } from './until.ts'

/** F4d: the database ends without a word under load, again and again. */
export const databaseKills: Trial = {
  id: 'F4d',
  name: 'database killed (SIGKILL, and immediate stop) under load',
  must: 'every save that was acknowledged is there, no seal is broken; only 503 meanwhile; the server lives',
  run: async stage => {
    const { figure, must, ...outcome } = judge()
    const kills = stage.times(24, 4)
    const cluster = await stage.cluster()
    const server = await stage.server(cluster.url)
    const load = beginLoad(server, stage.scene, { readers: 2, writers: 6 })
    stage.later(load.stop)
    for (let kill = 0; kill < kills; kill++) {
      const before = load.acknowledged.length
      must((await until(() => load.acknowledged.length >= before + 10, 20)) !== null, 'saving did not go on')
      await sleep(Math.random() * 200)
      await (kill % 2 ? cluster.stop('immediate') : cluster.kill())
      await sleep(300)
      await cluster.start()
    }
    await load.stop()
    const { lost, broken } = await lostOf(cluster, load.acknowledged)
    const strange = load.samples.filter(({ status }) => ![200, 201, 204, 503].includes(status))
    figure(`${kills} kills, ${load.acknowledged.length} saves acknowledged, ${lost} lost; ${countsOf(load.samples)}`)
    must(lost === 0 && broken === 0, `${lost} acknowledged saves gone, ${broken} seals broken`)
    must(strange.length === 0, `${countsOf(strange)}: ${[...load.refusals].join(' ').slice(0, 300)}`)
    must(server.isAlive(), 'the server ended')
    return outcome
  },
}
