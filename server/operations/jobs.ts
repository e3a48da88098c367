import { AsyncLocalStorage } from 'node:async_hooks'
import type { Job } from '#core/api/operations.ts'

export interface Handle {
  /** 0 to 1. */
  progress(done: number): void
  end(): void
}

/** In whose course something is done, so that a queue deep below can say that the job stands in it. */
const course = new AsyncLocalStorage<Job>()

/** Says of the job under way that it waits for its turn; what comes back says that the turn has come. */
export const waitForTurn = (): (() => void) => {
  const job = course.getStore()
  if (!job) return () => {}
  job.state = 'waiting'
  return () => {
    job.state = 'running'
  }
}

/** The long jobs of this process, oldest first. */
export const makeJobs = () => {
  const all = new Set<Job>()
  const enter = (given: Pick<Job, 'kind' | 'plan' | 'of'>): Job => {
    const job: Job = { ...given, state: 'running', progress: null, since: new Date().toISOString() }
    all.add(job)
    return job
  }
  return {
    begin(given: Pick<Job, 'kind' | 'plan' | 'of'>): Handle {
      const job = enter(given)
      return {
        progress: done => {
          job.progress = Math.min(1, Math.max(0, done))
        },
        end: () => all.delete(job),
      }
    },
    /** A job that lasts as long as its work. */
    async during<T>(given: Pick<Job, 'kind' | 'plan' | 'of'>, work: () => Promise<T>): Promise<T> {
      const job = enter(given)
      try {
        return await course.run(job, work)
      } finally {
        all.delete(job)
      }
    },
    list: (): Job[] => [...all].map(job => ({ ...job })),
  }
}
export type Jobs = ReturnType<typeof makeJobs>
