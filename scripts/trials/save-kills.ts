import { setTimeout as sleep } from 'node:timers/promises'
import { quantile } from '../bench/rounds.ts'
import { beginLoad, lostOf } from './load.ts'
import { untilReady } from './served.ts'
import { judge, type Trial } from './trial.ts'
import { said, until } from './until.ts'

/** F4: the server ends without a word while six hands save, again and again. */
export const saveKills: Trial = {
  id: 'F4',
  name: 'server killed (SIGKILL) in a save loop',
  must: 'every save that was acknowledged is there, no seal is broken',
  run: async stage => {
    const { figure, must, ...outcome } = judge()
    const kills = stage.times(100, 5)
    const cluster = await stage.cluster()
    const acknowledged: number[] = []
    const starts: number[] = []
    const statuses = new Set<number>()
    for (let kill = 0; kill < kills; kill++) {
      const server = await stage.startServer(cluster.url)
      starts.push(await untilReady(server))
      const load = beginLoad(server, stage.scene, { readers: 0, writers: 6 })
      await until(() => load.acknowledged.length >= 10, 20)
      await sleep(Math.random() * 120)
      await server.kill()
      await load.stop()
      acknowledged.push(...load.acknowledged)
      for (const { status } of load.samples) statuses.add(status)
    }
    const { lost, broken } = await lostOf(cluster, acknowledged)
    const strange = [...statuses].filter(status => ![0, 201, 503].includes(status))
    figure(`${kills} kills, ${acknowledged.length} saves acknowledged, ${lost} lost`)
    figure(`ready again after ${said(quantile(starts, 0.5))}, at the longest ${said(Math.max(...starts))}`)
    must(lost === 0, `${lost} acknowledged saves are gone`)
    must(broken === 0, `${broken} seals are broken`)
    must(strange.length === 0, `answers of ${strange.join(', ')}`)
    return outcome
  },
}
