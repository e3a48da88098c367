import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { get } from './http.ts'

export interface State {
  /** Event-loop delay in milliseconds since the state was last asked for. */
  p99: number
  max: number
  /** Tiles packed since the start. */
  packed: number
  rss: number
  /** Microseconds of processor time since the start. */
  cpu: number
}

export interface Shell {
  address: string
  bare: string
  child: ChildProcess
  state(): Promise<State>
  close(): Promise<void>
}

/** Starts the product's server with the peers beside it on a bench database. */
export async function openShell(url: string): Promise<Shell> {
  const child = fork(join(import.meta.dirname, 'shell.ts'), { env: { ...process.env, DATABASE_URL: url } })
  const [ready] = (await once(child, 'message')) as [{ address: string; bare: string }]
  return {
    ...ready,
    child,
    state: async () => JSON.parse((await get(`${ready.address}/state`)).body.toString()) as State,
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

/** Gives the shell's bare server what to answer with. */
export async function giveBytes({ child }: Shell, bytes: Buffer, headers: Record<string, string>): Promise<void> {
  child.send({ bytes: bytes.toString('base64'), headers })
  await once(child, 'message')
}

/** The plain table the peers read: current shapes with id and code, indexed, in place of the product's own tables. */
export const PEER_TABLE = `
  drop table if exists bench_shape;
  create table bench_shape as select s.subject as id, s.plan, u.code, s.geom from shape s join subject u on u.id = s.subject where u.kind = 'compound';
  create index on bench_shape using gist (geom); create index on bench_shape (id); analyze bench_shape;
  grant select on bench_shape to fullcover_app;`
