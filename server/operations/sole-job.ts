import type { Job, JobFailure } from '#core/api/operations.ts'
import type { Jobs } from './jobs.ts'
import type { Watched } from './watched.ts'

/** A job of which one runs at a time. Why the last one failed is kept until one comes to its end. */
export const makeSoleJob = (jobs: Jobs, kind: JobFailure['kind'], told: (error: unknown) => string) => {
  let own: { stop: AbortController; ended: Promise<void> } | null = null
  let failure: JobFailure | null = null

  return {
    /** The one under way, also where the command began it. */
    now: (): Job | undefined => jobs.list().find(job => job.kind === kind),
    /** Begins the work and does not wait for it. */
    begin(work: (watched: Watched) => Promise<unknown>): void {
      const { progress, end } = jobs.begin({ kind, plan: null, of: null })
      const stop = new AbortController()
      const ended = work({ progress, signal: stop.signal })
        .then(() => {
          failure = null
        })
        .catch(error => {
          if (!stop.signal.aborted) failure = { kind, at: new Date().toISOString(), sentence: told(error) }
        })
        .finally(() => {
          end()
          own = null
        })
      own = { stop, ended }
    },
    /** Waits until it has ended; false where none was begun here. */
    async stop(): Promise<boolean> {
      if (!own) return false
      own.stop.abort()
      await own.ended
      return true
    },
    failures: (): JobFailure[] => (failure ? [failure] : []),
  }
}
