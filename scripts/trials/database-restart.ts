import { setTimeout as sleep } from 'node:timers/promises'
import { quantile } from '../bench/rounds.ts'
import { beginLoad, countsOf, type Load, lostOf } from './load.ts'
import { openStream } from './streams.ts'
import { judge, type Trial } from './trial.ts'
import { said, until } from './until.ts'

const AWAY_MS = 3000
/** How long after the database is back answers may still be slower than before. */
const BACK_SECONDS = 10

/** F1: the database is restarted while people read, save and hold streams open. */
export const databaseRestart: Trial = {
  id: 'F1',
  name: 'database restarted under load',
  must: 'while it is away only 503; no acknowledged save lost; answers as quick as before within 10 s; streams catch up; the process lives',
  run: async stage => {
    const { figure, must, ...outcome } = judge()
    const cluster = await stage.cluster()
    const server = await stage.server(cluster.url)
    const streams = Array.from({ length: 8 }, () => openStream(server, stage.scene.plan))
    stage.later(() => {
      for (const stream of streams) stream.close()
    })
    const load = beginLoad(server, stage.scene, { readers: 6, writers: 4, pause_ms: 30 })
    stage.later(load.stop)
    await sleep(2000)
    const warm = performance.now()
    await sleep(5000)
    const before = p95(load, warm, performance.now())
    const backs: (number | null)[] = []
    for (let round = 0; round < stage.times(3, 1); round++) {
      await cluster.stop()
      await sleep(AWAY_MS)
      await cluster.start()
      const started = performance.now()
      await sleep(BACK_SECONDS * 1000 + 2000)
      backs.push(backAfter(load, started, 2 * before + 20))
    }
    await load.stop()
    const [head] = await cluster.query<{ seq: string }>('select seq from plan_head where plan = $1', [stage.scene.plan])
    const caught_up = await until(() => streams.every(stream => stream.seq() >= Number(head!.seq)), 10)
    const strange = load.samples.filter(({ status }) => ![200, 201, 204, 503].includes(status))
    const { lost, broken } = await lostOf(cluster, load.acknowledged)
    const longest = Math.max(...load.samples.map(({ ms }) => ms))
    figure(`${backs.length} restarts, away ${said(AWAY_MS)} each: ${countsOf(load.samples)}`)
    figure(`${load.acknowledged.length} saves acknowledged, ${lost} lost`)
    figure(
      `p95 ${said(before)} before, as good again after ${backs.map(said).join(', ')}; longest answer ${said(longest)}`,
    )
    must(
      strange.length === 0,
      `${strange.length} answers were neither good nor 503: ${countsOf(strange)} ${[...load.refusals].join(' ').slice(0, 300)}`,
    )
    must(lost === 0 && broken === 0, `${lost} acknowledged saves gone, ${broken} seals broken`)
    must(!backs.includes(null), `answers are not as quick as before after ${BACK_SECONDS} s`)
    must(caught_up !== null, 'not every stream heard of the last write')
    must(server.isAlive(), 'the server ended')
    return outcome
  },
}

const p95 = ({ samples }: Load, from: number, to: number): number =>
  quantile(
    samples.filter(({ at }) => at >= from && at < to).map(({ ms }) => ms),
    0.95,
  )

/** After how long two whole seconds are free of refusals and as quick as they should be. */
const backAfter = (load: Load, started: number, quick_ms: number): number | null => {
  for (let after = 0; after <= BACK_SECONDS * 1000; after += 250) {
    const from = started + after
    const within = load.samples.filter(({ at }) => at >= from && at < from + 2000)
    const good = within.length > 0 && within.every(({ status }) => status < 300 && status > 0)
    if (good && p95(load, from, from + 2000) <= quick_ms) return after
  }
  return null
}
