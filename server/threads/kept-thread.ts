import { Worker } from 'node:worker_threads'

/** Starting a thread takes longer than most jobs: it is kept this long after the last one, ms. */
const KEPT = 60_000

/** A job was given up, because it took longer than it may. */
export class TookTooLong extends Error {}

export interface ThreadRules<Job, Answer> {
  /** A job may take this long, ms. */
  limit: number
  /** Whether the thread is let go after this answer to this job: what it holds in memory is not for the next. */
  isSpent?: (job: Job, answer: Answer) => boolean
}

/**
 * Does jobs in a thread of their own, one after another, so that nobody else waits for them.
 * A job fails when the thread throws, ends, or takes too long; the next one gets a new thread.
 */
export const keptThread = <Job, Answer>(url: URL, { limit, isSpent }: ThreadRules<Job, Answer>) => {
  let kept: Worker | undefined
  let leaving: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()

  const letGo = () => {
    const worker = kept
    kept = undefined
    void worker?.terminate()
  }

  /** One that breaks or ends while nobody waits for it is not asked again. */
  const start = (): Worker => {
    const worker = new Worker(url)
    const gone = () => {
      if (kept === worker) kept = undefined
    }
    return worker.on('error', gone).on('exit', gone)
  }

  const inThread = (job: Job): Promise<Answer> => {
    clearTimeout(leaving)
    kept ??= start()
    const worker = kept
    worker.ref()
    return new Promise<Answer>((resolve, reject) => {
      const done = (isKept: boolean) => {
        clearTimeout(timer)
        worker.off('message', answered).off('error', broken).off('exit', ended).unref()
        if (isKept) leaving = setTimeout(letGo, KEPT).unref()
        else letGo()
      }
      const answered = (answer: Answer) => {
        done(!isSpent?.(job, answer))
        resolve(answer)
      }
      const broken = (error: Error) => {
        done(false)
        reject(error)
      }
      const ended = () => broken(new Error(`${url.pathname} ended before it answered`))
      const timer = setTimeout(() => broken(new TookTooLong(`${url.pathname} took more than ${limit} ms`)), limit)
      worker.on('message', answered).on('error', broken).on('exit', ended)
      worker.postMessage(job)
    })
  }

  return (job: Job, begun: () => void = () => {}): Promise<Answer> => {
    const answer = last.then(() => {
      begun()
      return inThread(job)
    })
    last = answer.catch(() => {})
    return answer
  }
}
