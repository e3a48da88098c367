import { Worker } from 'node:worker_threads'
import type { ZipJob, ZipSaid } from './zip-worker.ts'

/** A part's content on disk is not what came, or is gone. */
export class Damaged extends Error {
  readonly sha256: string
  constructor(sha256: string) {
    super('a part is damaged')
    this.sha256 = sha256
  }
}

/** Writes a zip in a thread of its own, so that nobody else waits; ends with its thread when `signal` is aborted. */
export const makeZip = (
  job: ZipJob,
  { signal, progress }: { signal: AbortSignal; progress: (bytes: number) => void },
): Promise<{ sha256: string; bytes: number }> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./zip-worker.ts', import.meta.url), { workerData: job })
    const stop = () => worker.terminate()
    let ended: () => void = () => reject(new Error('the thread ended before the zip'))
    signal.addEventListener('abort', stop)
    worker.on('message', (said: ZipSaid) => {
      if ('done' in said) progress(said.done)
      else if ('sha256' in said) ended = () => resolve(said)
      else if ('damaged' in said) ended = () => reject(new Damaged(said.damaged))
      else ended = () => reject(Object.assign(new Error('the zip was not written'), { code: said.failed }))
    })
    worker.once('error', error => {
      ended = () => reject(error)
    })
    // Only a thread that is gone writes no more: whoever clears up after it finds everything.
    worker.once('exit', () => {
      signal.removeEventListener('abort', stop)
      ended()
    })
  })
