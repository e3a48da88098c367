import { Worker } from 'node:worker_threads'
import type { FileJob } from './printed.ts'

/** A large county's workbook takes a few seconds; more than this is a fault. */
const TIME_LIMIT = 60_000

let last: Promise<unknown> = Promise.resolve()

const inThread = (job: FileJob): Promise<Buffer> => {
  const worker = new Worker(new URL('./file-worker.ts', import.meta.url))
  return new Promise<Buffer>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('a file took too long')), TIME_LIMIT)
    worker.once('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes)))
    worker.once('error', reject)
    worker.once('exit', () => {
      clearTimeout(timer)
      reject(new Error('the thread that made a file ended'))
    })
    worker.postMessage(job)
  }).finally(() => worker.terminate())
}

/** A bulletin's file, made in a thread of its own, one after another: whoever else asks something does not wait for it. */
export const makeFile = (job: FileJob): Promise<Buffer> => {
  const made = last.then(() => inThread(job))
  last = made.catch(() => {})
  return made
}
