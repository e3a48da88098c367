import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from './cluster.ts'
import { save } from './load.ts'
import { openStream } from './streams.ts'
import { judge, type Trial } from './trial.ts'
import { said, until } from './until.ts'

/** F10: the connection that hears of writes is ended, and a write falls into the gap. */
export const listenCut: Trial = {
  id: 'F10',
  name: 'LISTEN connection cut, a write falls into the gap',
  must: 'it listens again by itself; the missed write is seen within 5 s',
  run: async stage => {
    const { figure, must, ...outcome } = judge()
    const cluster = await stage.cluster()
    const server = await stage.server(cluster.url)
    const stream = openStream(server, stage.scene.plan)
    stage.later(stream.close)
    await until(() => stream.seq() > 0, 5)
    const waits: (number | null)[] = []
    for (let round = 0; round < stage.times(20, 3); round++) {
      must((await cut(cluster)) > 0, 'no connection was listening')
      const saved = (await (await save(server, stage.scene, round)).json()) as { seq: number }
      const from = performance.now()
      const came = await until(() => stream.seq() >= saved.seq, 15)
      waits.push(came === null ? null : performance.now() - from)
      await sleep(200)
    }
    const longest = waits.includes(null) ? null : Math.max(...waits.map(Number))
    figure(`${waits.length} cuts; the missed write seen after ${said(longest)} at the longest`)
    must(longest !== null && longest <= 5000, `a missed write was seen after ${said(longest)}`)
    must(server.isAlive(), 'the server ended')
    return outcome
  },
}

const cut = async (cluster: Cluster): Promise<number> => {
  const rows = await cluster.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'fullcover listen'`,
  )
  return rows.length
}
