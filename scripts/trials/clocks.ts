import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beginLoad, countsOf, type Load, lostOf } from './load.ts'
import { PASSWORD, signInOffice } from './sign-in.ts'
import type { Stage } from './stage.ts'
import { judge, type Trial, Untried } from './trial.ts'

const HOUR = 3600

/** F7: the clock of the server's machine, and of the database's, jumps by an hour. */
export const clocks: Trial = {
  id: 'F7',
  name: 'clocks jump an hour forward and back: the server’s, the database’s',
  must: 'recorded_at never goes back, nothing fails but waits for locks that fall into the jump (503); the server’s clock decides nothing; by the database’s an idle session ends, and who signs in again goes on',
  run: async stage => {
    const { figure, must, ...outcome } = judge()
    const [ours, theirs] = [makeClock(stage, 'server'), makeClock(stage, 'database')]
    const cluster = await stage.stoppedCluster()
    await cluster.start(theirs.env)
    const server = await stage.server(cluster.url, ours.env)
    const cookie = await signInOffice(server, join(stage.folder, 'files'))
    const headers = { cookie, origin: server.address }
    const acknowledged: number[] = []
    const during = async (what: string, jump: () => void, allowed: number[]) => {
      const load: Load = beginLoad(server, stage.scene, { readers: 2, writers: 3, pause_ms: 20, headers })
      await sleep(1500)
      const from = performance.now()
      jump()
      await sleep(stage.times(6000, 3000))
      await load.stop()
      acknowledged.push(...load.acknowledged)
      const after = load.samples.filter(({ at }) => at > from)
      const strange = after.filter(({ status }) => !allowed.includes(status))
      figure(`${what}: ${countsOf(after)}`)
      must(strange.length === 0, `${what}: ${countsOf(strange)} ${[...load.refusals].join(' ').slice(0, 200)}`)
      must(
        after.some(({ status }) => allowed.includes(status)),
        `${what}: nothing was answered`,
      )
    }
    const good = [200, 201, 204]
    // PostgreSQL times its waits for locks by that clock: who waits just then is told to come again.
    const passing = [...good, 503]
    await during('server +1 h', () => ours.set(HOUR), good)
    await during('server −1 h', () => ours.set(-HOUR), good)
    ours.set(0)
    await during('database −1 h', () => theirs.set(-HOUR), passing)
    await during('database back', () => theirs.set(0), passing)
    // An idle session lasts 30 minutes: by the clock that jumped they have passed.
    await during('database +1 h', () => theirs.set(HOUR), [...passing, 401])
    const clerk = await signInAgain(server.address)
    must(clerk !== null, 'after the jump nobody can sign in')
    headers.cookie = clerk ?? ''
    await during('database back, signed in anew', () => theirs.set(0), passing)
    const [{ back }] = (await cluster.query<{ back: number }>(
      `select count(*)::int as back from (select recorded_at < lag(recorded_at) over (partition by plan order by seq) as is from plan_write) w where w.is`,
    )) as [{ back: number }]
    const { lost, broken } = await lostOf(cluster, acknowledged)
    figure(`${acknowledged.length} saves acknowledged, ${lost} lost; recorded_at went back ${back} times`)
    must(back === 0, `recorded_at went back ${back} times`)
    must(lost === 0 && broken === 0, `${lost} acknowledged saves gone, ${broken} seals broken`)
    must(server.isAlive(), 'the server ended')
    return outcome
  },
}

/** A clock of a process that can be set, in seconds from the true one; the time that passes is left as it is. */
const makeClock = (stage: Stage, name: string) => {
  const file = join(stage.folder, `${name}.clock`)
  const set = (seconds: number) => writeFileSync(file, `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}\n`)
  set(0)
  chmodSync(file, 0o644)
  const env = {
    LD_PRELOAD: library(),
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    DONT_FAKE_MONOTONIC: '1',
  }
  return { set, env }
}

const library = (): string => {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib').map(each => join('/usr/lib', each, 'faketime')) : []
  const found = folders.map(each => join(each, 'libfaketimeMT.so.1')).find(existsSync)
  if (!found) throw new Untried('libfaketime is not installed')
  return found
}

const signInAgain = async (address: string): Promise<string | null> => {
  const answer = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ account: 'clerk', password: PASSWORD }),
  })
  await answer.arrayBuffer()
  return answer.status === 201 ? answer.headers.getSetCookie()[0]!.split(';')[0]! : null
}
