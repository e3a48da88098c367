import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { beginLoad, countsOf } from './load.ts'
import { judge, type Trial } from './trial.ts'
import { said, until } from './until.ts'

/** F14: every connection of the pool waits, for a lock and for slow statements. */
export const noConnections: Trial = {
  id: 'F14',
  name: 'pool exhausted, statements that do not end',
  must: 'everybody has an answer or 503 with Retry-After in time (3 s to wait for a connection, 3 s for a lock, 10 s for a statement), /api/health goes on; as before when it is over',
  run: async stage => {
    const { figure, must, ...outcome } = judge()
    const cluster = await stage.cluster()
    const server = await stage.server(cluster.url)
    const url = new URL(cluster.url)
    url.username = 'postgres'
    const blocker = new pg.Client({ connectionString: url.href })
    await blocker.connect()
    stage.later(() => blocker.end())
    const waits: string[] = []
    for (const [what, begin, end, most] of [
      ['locked', 'begin; lock table observation, plan_head in access exclusive mode', 'rollback', 7500],
      ['slow', SLOW, QUICK, 14_500],
    ] as const) {
      await blocker.query(begin)
      const load = beginLoad(server, stage.scene, { readers: 20, writers: 20 })
      await sleep(stage.times(20_000, 12_000))
      const health = await fetch(`${server.address}/api/health`, { signal: AbortSignal.timeout(5000) }).catch(
        () => null,
      )
      await blocker.query(end)
      const back = await until(async () => (await fetch(`${server.address}/api/plans`)).status === 200, 30)
      await load.stop()
      const longest = Math.max(...load.samples.map(({ ms }) => ms))
      const strange = load.samples.filter(({ status }) => ![200, 201, 204, 503].includes(status))
      waits.push(`${what}: ${countsOf(load.samples)}, longest ${said(longest)}, as before ${said(back)} later`)
      must(strange.length === 0, `${what}: ${countsOf(strange)} ${[...load.refusals].join(' ').slice(0, 300)}`)
      must(longest <= most, `${what}: somebody waited ${said(longest)}`)
      must(health?.status === 200, `${what}: /api/health answered ${health?.status ?? 'nothing'}`)
      must(back !== null && back < 10_000, `${what}: as before only after ${said(back)}`)
    }
    for (const each of waits) figure(each)
    must(server.isAlive(), 'the server ended')
    return outcome
  },
}

/** Whoever asks for a figure as the application does waits for a minute. */
const SLOW = `alter table standing enable row level security; create policy trial_all on standing using (true);
  create policy trial_slow on standing as restrictive for select to fullcover_app using (pg_sleep(60) is not null)`
const QUICK = `alter table standing disable row level security; drop policy trial_slow on standing; drop policy trial_all on standing`
