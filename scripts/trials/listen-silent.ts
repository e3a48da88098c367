import { setTimeout as sleep } from 'node:timers/promises'
import { save } from './load.ts'
import { run } from './programs.ts'
import { openStream } from './streams.ts'
import { judge, type Trial, Untried } from './trial.ts'
import { said, until } from './until.ts'

/** F10s: a device between drops all packets of the listening connection, and neither end is told. */
export const listenSilent: Trial = {
  id: 'F10s',
  name: 'LISTEN connection dropped silently (packets lost, nobody told)',
  must: 'the server notices by itself; a write meanwhile is seen within 7 s',
  run: async stage => {
    const { figure, must, ...outcome } = judge()
    const cluster = await stage.cluster()
    const server = await stage.server(cluster.url)
    const stream = openStream(server, stage.scene.plan)
    stage.later(stream.close)
    await until(() => stream.seq() > 0, 5)
    const waits: (number | null)[] = []
    for (let round = 0; round < stage.times(5, 1); round++) {
      const port = await listeningPort(cluster)
      const mend = await dropPort(port)
      stage.later(mend)
      await sleep(Math.random() * 2000)
      const saved = (await (await save(server, stage.scene, round)).json()) as { seq: number }
      waits.push(await until(() => stream.seq() >= saved.seq, 30))
      await mend()
    }
    const longest = waits.includes(null) ? null : Math.max(...waits.map(Number))
    figure(`${waits.length} drops; the write seen after ${waits.map(said).join(', ')}`)
    must(longest !== null && longest <= 7000, `a write was seen after ${said(longest)}`)
    must(server.isAlive(), 'the server ended')
    return outcome
  },
}

const listeningPort = async (cluster: { query<R extends object>(text: string): Promise<R[]> }): Promise<number> => {
  const [found] = await cluster.query<{ port: number }>(
    `select client_port as port from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
      and application_name = '' and (query ilike 'listen %' or query = 'select 1') order by backend_start desc limit 1`,
  )
  if (!found) throw new Error('no connection is listening')
  return found.port
}

/** Drops what goes to and from a port on this machine's loopback; what comes back mends it. */
const dropPort = async (port: number): Promise<() => Promise<void>> => {
  const tc = (...args: string[]) => run('tc', args)
  const match = (side: string) =>
    tc(
      'filter',
      'add',
      'dev',
      'lo',
      'parent',
      '1:',
      'protocol',
      'ip',
      'u32',
      'match',
      'ip',
      side,
      String(port),
      '0xffff',
      'action',
      'drop',
    )
  const mend = async () => {
    await tc('qdisc', 'del', 'dev', 'lo', 'root').catch(() => {})
  }
  try {
    await tc('qdisc', 'add', 'dev', 'lo', 'root', 'handle', '1:', 'prio')
    await match('dport')
    await match('sport')
  } catch (error) {
    await mend()
    throw new Untried(`packets cannot be dropped here: ${(error as Error).message.split('\n')[0]}`)
  }
  return mend
}
