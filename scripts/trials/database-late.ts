import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { untilReady } from './served.ts'
import { judge, type Trial } from './trial.ts'
import { said, until } from './until.ts'

const SENTENCE = '数据库暂时连接不上'

/** F2: the server is started while the database is down, and the database comes later. */
export const databaseLate: Trial = {
  id: 'F2',
  name: 'database down when the server starts',
  must: '/api/health 200, /api/ready 503, a page says so; tried again after growing waits, said once a minute; serves when the database comes',
  run: async stage => {
    const { figure, must, ...outcome } = judge()
    const seconds = stage.times(75, 15)
    const cluster = await stage.stoppedCluster()
    const knocks: number[] = []
    const door = createServer(socket => {
      knocks.push(performance.now())
      socket.destroy()
    })
    stage.later(() => door.close())
    door.listen(cluster.port, '127.0.0.1')
    await once(door, 'listening')
    const server = await stage.startServer(cluster.url)
    const statuses = { health: new Set<number>(), ready: new Set<number>(), page: new Set<number>() }
    let page = ''
    let retry_after: string | null = null
    const ask = async (path: string, into: Set<number>, accept = '*/*') => {
      const answer = await fetch(`${server.address}${path}`, { headers: { accept } }).catch(() => null)
      into.add(answer?.status ?? 0)
      return answer
    }
    await until(
      () =>
        fetch(`${server.address}/api/health`).then(
          () => true,
          () => !server.isAlive(),
        ),
      30,
    )
    for (const end = performance.now() + seconds * 1000; performance.now() < end; await sleep(500)) {
      await (await ask('/api/health', statuses.health))?.text()
      const ready = await ask('/api/ready', statuses.ready)
      retry_after = ready?.headers.get('retry-after') ?? null
      await ready?.text()
      page = (await (await ask('/', statuses.page, 'text/html'))?.text()) ?? ''
      if (!server.isAlive()) break
    }
    const alive = server.isAlive()
    must(alive, `the server ended: ${server.said().slice(-1200)}`)
    must([...statuses.health].join() === '200', `/api/health answered ${[...statuses.health]}`)
    must([...statuses.ready].join() === '503', `/api/ready answered ${[...statuses.ready]}`)
    must(
      page.includes(SENTENCE) && [...statuses.page].join() === '503',
      `the page answered ${[...statuses.page]}: ${page.slice(0, 80)}`,
    )
    must(retry_after !== null, 'no Retry-After')
    const lines = server.said().split(SENTENCE).length - 1
    const waits = knocks.slice(1).map((at, i) => at - knocks[i]!)
    must(lines === Math.ceil((performance.now() - knocks[0]!) / 60_000), `said ${lines} times in ${seconds} s`)
    must(growing(waits), `waits ${waits.map(said).join(', ')}`)
    figure(`${seconds} s down: ${knocks.length} attempts, waits ${waits.map(said).join(', ')}; said ${lines} times`)
    if (!alive) return outcome
    door.close()
    await cluster.start()
    const came = await untilReady(server, 30)
    figure(`ready ${said(came)} after the database came`)
    must(came <= 15_000, `ready only ${said(came)} after the database came`)
    return outcome
  },
}

/** Half a second, doubling up to ten seconds, a quarter more or less each. */
const growing = (waits: number[]): boolean =>
  waits.length > 2 &&
  waits.every((wait, i) => {
    const due = Math.min(500 * 2 ** i, 10_000)
    return wait >= due * 0.7 && wait <= due * 1.3 + 500
  })
