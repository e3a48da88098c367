import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Connection } from '../../../server/db/connect.ts'
import { newPlan } from '../../helpers/plans.ts'
import { addCast } from '../../helpers/play-story.ts'

export interface Child {
  address: string
  process: ChildProcess
  /** Ends it as a power cut would. */
  kill(): Promise<void>
}

const MAIN = join(import.meta.dirname, '../../../server/main.ts')

/** The server as a process of its own, on a free port; ready when it resolves. */
export async function startServer(env: Record<string, string>): Promise<Child> {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, DATABASE_URL: '', DEMO: 'off', HOST: '127.0.0.1', PORT: '0', ...env },
  })
  let said = ''
  child.stderr.on('data', data => {
    said += data
  })
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', data => {
      said += data
      const found = /\[4\/4\].*(http:\/\/\S+)/.exec(said)
      if (found) resolve(found[1]!)
    })
    child.once('exit', code => reject(new Error(`the server ended with ${code}: ${said}`)))
  })
  const kill = async () => {
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  return { address, process: child, kill }
}

/** A plan of the real clock with six compounds, for a server that is about to start. */
export async function planForServer(connection: Connection) {
  const { id } = await newPlan(connection, 'xx-county-2024', null)
  return { plan: id, compounds: (await addCast(connection, id)).compounds }
}

export interface Scene {
  plan: string
  compounds: number[]
}

/** Posts one observation; its id where the server acknowledged it. */
export async function postOne({ address }: Child, { plan, compounds }: Scene, n: number): Promise<Response> {
  return fetch(`${address}/api/plans/${plan}/observations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      subject: compounds[n % compounds.length],
      indicator: 'households',
      value: n,
      effective_on: '2024-05-02',
    }),
  })
}

/** Posts from some hands at once until the server is gone; the ids it acknowledged go to `acknowledged`. */
export const postUntilGone = (child: Child, scene: Scene, hands: number, acknowledged: number[]) =>
  Promise.all(
    Array.from({ length: hands }, async (_, hand) => {
      for (let n = hand; ; n += hands) {
        const id = await postOne(child, scene, n)
          .then(async answer => (answer.status === 201 ? ((await answer.json()) as { id: number }).id : null))
          .catch(() => undefined)
        if (id === undefined) return
        if (id !== null) acknowledged.push(id)
      }
    }),
  )
