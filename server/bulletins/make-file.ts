import { Worker } from 'node:worker_threads'
import type { FileJob } from './printed.ts'

/** A large county's workbook takes a few seconds; more than this is a fault. */
const TIME_LIMIT = 60_000
/** Starting the thread takes longer than most files: it is kept this long after the last one. */
const KEPT = 60_000

let kept: Worker | undefined
let leaving: NodeJS.Timeout | undefined
let last: Promise<unknown> = Promise.resolve()

const letGo = () => {
  const worker = kept
  kept = undefined
  void worker?.terminate()
}

const inThread = (job: FileJob): Promise<Buffer> => {
  clearTimeout(leaving)
  kept ??= new Worker(new URL('./file-worker.ts', import.meta.url))
  const worker = kept
  worker.ref()
  return new Promise<Buffer>((resolve, reject) => {
    const done = () => {
      clearTimeout(timer)
      worker.off('message', made).off('error', broken).off('exit', ended).unref()
    }
    const made = (bytes: Uint8Array) => {
      done()
      leaving = setTimeout(letGo, KEPT).unref()
      resolve(Buffer.from(bytes))
    }
    const broken = (error: Error) => {
      done()
      letGo()
      reject(error)
    }
    const ended = () => broken(new Error('the thread that made a file ended'))
    const timer = setTimeout(() => broken(new Error('a file took too long')), TIME_LIMIT)
    worker.on('message', made).on('error', broken).on('exit', ended)
    worker.postMessage(job)
  })
}

/** A bulletin's file, made in a thread of its own, one after another: whoever else asks something does not wait for it. */
export const makeFile = (job: FileJob): Promise<Buffer> => {
  const made = last.then(() => inThread(job))
  last = made.catch(() => {})
  return made
}
