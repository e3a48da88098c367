import { setTimeout as sleep } from 'node:timers/promises'
import { save } from './load.ts'
import { openPage, type Tries } from './returns.ts'
import { untilReady } from './served.ts'
import { judge, type Trial } from './trial.ts'
import { said, until } from './until.ts'

const PER_ADDRESS = 20

/** F11: hundreds of open pages, and the server is restarted as at an upgrade. */
export const manyStreams: Trial = {
  id: 'F11',
  name: '500 open event streams and a restart of the server',
  must: 'they come back spread over 10 s or more, 5xx under 1 %, each hears of the next save, memory under 512 MB; stopping takes under 10 s',
  run: async stage => {
    const { figure, must, ...outcome } = judge()
    const count = stage.times(500, 150)
    const cluster = await stage.cluster()
    const env = { TRUST_PROXY: '127.0.0.1' }
    const first = await stage.server(cluster.url, env)
    const { plan } = stage.scene
    const tries: Tries = { all: 0, refused: 0 }
    const pages = Array.from({ length: count }, (_, i) =>
      openPage(first, plan, `10.0.0.${Math.floor(i / PER_ADDRESS) + 1}`, tries),
    )
    stage.later(() => {
      for (const page of pages) page.close()
    })
    const opened = await until(() => pages.every(page => page.came() > 0), 60)
    must(opened !== null, 'not all streams were opened')
    const memory = [first.memory()]
    await sleep(1000)
    const stopping = await first.stop()
    const down = performance.now()
    Object.assign(tries, { all: 0, refused: 0 })
    const second = await stage.startServer(cluster.url, { env, port: first.port })
    await untilReady(second)
    const away = performance.now() - down
    const back = await until(() => pages.every(page => page.came() > down), 90)
    const came = pages.map(page => page.came()).sort((a, b) => a - b)
    const spread = came.at(-1)! - came[0]!
    const { seq } = (await (await save(second, stage.scene, 1)).json()) as { seq: number }
    const heard = await until(() => pages.every(page => page.stream().seq() >= seq), 10)
    memory.push(second.memory())
    figure(`${count} streams open after ${said(opened)}, stopped in ${said(stopping)}, away ${said(away)}`)
    figure(
      `back within ${said(spread)} of each other, the last ${said(back)} after it was ready; ${tries.refused} of ${tries.all} tries answered 5xx`,
    )
    figure(
      `the next save heard by all within ${said(heard)}; ${memory.map(mb => `${Math.round(mb)} MB`).join(' before, ')} after`,
    )
    must(back !== null, 'not all came back')
    must(spread >= 9000, `they came back within ${said(spread)}`)
    must(tries.refused < tries.all / 100, `${tries.refused} of ${tries.all} tries answered 5xx`)
    must(heard !== null, 'not all heard of the next save')
    must(Math.max(...memory) < 512, `${Math.round(Math.max(...memory))} MB`)
    must(stopping < 10_000, `stopping took ${said(stopping)}`)
    return outcome
  },
}
