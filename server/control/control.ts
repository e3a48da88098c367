import { chmodSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import type { Backup, BackupReason, Examination } from '#core/api/operations.ts'
import type { Watched } from '../operations/watched.ts'
import { controlPath } from './control-path.ts'

/** What the server does when it is asked on its own machine. */
export interface Control {
  backup(asked: { reason: BackupReason }, watched: Watched): Promise<Backup>
  examine(asked: { deep: boolean }, watched: Watched): Promise<Examination>
}
type Work = keyof Control
type Asked<W extends Work> = Parameters<Control[W]>[0]
type Answer<W extends Work> = Awaited<ReturnType<Control[W]>>

/** Nobody answers in a data folder. */
export class NobodyThere extends Error {}

const STOP = 'stop'

/** Lets programs of the same user on this machine ask for work on a folder that this process holds. */
export async function openControl(data_dir: string, control: Control): Promise<{ close(): Promise<void> }> {
  const { path, release } = controlPath(data_dir)
  const answers = new Map<Socket, Promise<void>>()
  const server = createServer(socket => {
    answers.set(
      socket,
      answer(socket, control).finally(() => answers.delete(socket)),
    )
  })
  if (process.platform !== 'win32') rmSync(path, { force: true })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
    if (process.platform !== 'win32' && server.listening) chmodSync(path, 0o600)
  })
  const close = async () => {
    const closed = new Promise(resolve => server.close(resolve))
    const under_way = [...answers.values()]
    for (const socket of answers.keys()) socket.destroy()
    await Promise.allSettled([closed, ...under_way])
    release()
  }
  let closing: Promise<void> | undefined
  return {
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

/** Does what the first line asks for; whoever hangs up or says stop ends it. */
async function answer(socket: Socket, control: Control): Promise<void> {
  const stop = new AbortController()
  const say = (said: unknown) => socket.writable && socket.write(`${JSON.stringify(said)}\n`)
  socket.on('error', () => stop.abort())
  socket.on('close', () => stop.abort())
  try {
    const lines = createInterface({ input: socket })[Symbol.asyncIterator]()
    const { work, asked } = JSON.parse((await lines.next()).value ?? '{}') as { work: Work; asked: never }
    if (!Object.hasOwn(control, work)) throw new Error('无法理解的请求。')
    lines.next().then(({ value }) => value === STOP && stop.abort())
    say({ answer: await control[work](asked, { progress: byPercent(say), signal: stop.signal }) })
  } catch (error) {
    say({ failed: (error as Error).message })
  }
  socket.end()
}

/** Says how far it is where another percent is done, or something else begins. */
function byPercent(say: (said: unknown) => void): Watched['progress'] {
  let told = ''
  return (done, title) => {
    const next = `${Math.floor(done * 100)} ${title ?? ''}`
    if (next !== told) say({ done, title })
    told = next
  }
}

/** Asks the server that holds a data folder, and waits; NobodyThere where none answers. */
export async function askControl<W extends Work>(
  data_dir: string,
  work: W,
  asked: Asked<W>,
  { progress, signal }: Watched = {},
): Promise<Answer<W>> {
  const socket = await reach(data_dir)
  const stop = () => socket.write(`${STOP}\n`)
  signal?.addEventListener('abort', stop)
  try {
    socket.write(`${JSON.stringify({ work, asked })}\n`)
    if (signal?.aborted) stop()
    for await (const line of createInterface({ input: socket })) {
      const said = JSON.parse(line) as { done?: number; title?: string; failed?: string; answer?: Answer<W> }
      if (said.answer) return said.answer
      if (said.failed !== undefined) throw new Error(said.failed)
      if (said.done !== undefined) progress?.(said.done, said.title)
    }
    throw new Error('服务中途停止了，没有完成。')
  } finally {
    signal?.removeEventListener('abort', stop)
    socket.destroy()
  }
}

async function reach(data_dir: string): Promise<Socket> {
  const { path, release } = controlPath(data_dir)
  const socket = createConnection(path)
  try {
    await new Promise((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', reject)
    })
    socket.on('error', () => {})
    return socket
  } catch (error) {
    throw new NobodyThere('没有服务在这个数据目录上应答。', { cause: error })
  } finally {
    release()
  }
}
