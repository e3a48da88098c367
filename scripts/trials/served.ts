import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const MAIN = join(import.meta.dirname, '../../server/main.ts')

/** The product's server as a process of its own. */
export interface Served {
  address: string
  port: number
  pid: number
  /** What it has said so far. */
  said(): string
  isAlive(): boolean
  /** Megabytes it holds in memory. */
  memory(): number
  kill(): Promise<void>
  /** Ends it as a service manager does; the milliseconds that took. */
  stop(): Promise<number>
}

/** Starts it on a port; it may not be ready yet. */
export function spawnServer(
  port: number,
  env: Record<string, string>,
  { stdout = 'pipe', through = [] }: { stdout?: 'pipe' | number; through?: string[] } = {},
): Served {
  const [program, ...args] = [...through, process.execPath, MAIN]
  const child = spawn(program!, args, {
    env: { ...process.env, DEMO: 'off', HOST: '127.0.0.1', RATE_PER_MINUTE: '0', ...env, PORT: String(port) },
    stdio: ['ignore', stdout, stdout === 'pipe' ? 'pipe' : stdout],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (part: Buffer) => {
      said += part
    })
  const isAlive = () => child.exitCode === null && child.signalCode === null
  return {
    address: `http://${env.HOST ?? '127.0.0.1'}:${port}`,
    port,
    pid: child.pid!,
    said: () => said,
    isAlive,
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    kill: () => end(child, isAlive, 'SIGKILL'),
    stop: async () => {
      const from = performance.now()
      await end(child, isAlive, 'SIGTERM')
      return performance.now() - from
    },
  }
}

/** Waits until it is ready to serve; the milliseconds that took. */
export async function untilReady({ address, isAlive, said }: Served, seconds = 60): Promise<number> {
  const from = performance.now()
  while (performance.now() - from < seconds * 1000) {
    if (!isAlive()) throw new Error(`the server ended: ${said().slice(-600)}`)
    const ready = await fetch(`${address}/api/ready`, { signal: AbortSignal.timeout(5000) }).catch(() => null)
    await ready?.arrayBuffer()
    if (ready?.status === 200) return performance.now() - from
    await sleep(20)
  }
  throw new Error(`the server is not ready after ${seconds} s: ${said().slice(-600)}`)
}

async function end(child: ChildProcess, isAlive: () => boolean, signal: NodeJS.Signals): Promise<void> {
  if (!isAlive()) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}
