import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'

const HOME = join(import.meta.dirname, '../..')
const READY_MS = 180_000

export interface Served {
  origin: string
  /** SIGTERM asks it to end, SIGKILL ends it in the middle of whatever it does. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

export interface ServeOptions {
  data_dir: string
  port: number
  database_url?: string
}

/** A port nobody listens on just now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** Starts the server as a process of its own and waits until it answers; what it said is in the error when it ends before that. */
export const serve = async ({ data_dir, port, database_url = '' }: ServeOptions): Promise<Served> => {
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: HOME,
    env: { ...process.env, HOST: '127.0.0.1', PORT: String(port), DATA_DIR: data_dir, DATABASE_URL: database_url },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => {
      said += chunk
    })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const stop = async (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') => {
    child.kill(signal)
    await ended
  }

  const origin = `http://127.0.0.1:${port}`
  const until = Date.now() + READY_MS
  while (!(await isReady(origin))) {
    if (child.exitCode !== null || Date.now() > until) {
      child.kill('SIGKILL')
      throw new Error(`the server did not start:\n${said}`)
    }
    await new Promise(resolve => setTimeout(resolve, 150))
  }
  return { origin, stop }
}

const isReady = (origin: string) =>
  fetch(`${origin}/api/health`).then(
    answer => answer.ok,
    () => false,
  )
