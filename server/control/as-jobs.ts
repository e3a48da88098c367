import type { Job } from '#core/api/operations.ts'
import type { Jobs } from '../operations/jobs.ts'
import type { Watched } from '../operations/watched.ts'
import type { Control } from './control.ts'

/** The same work, shown among the server's long jobs while it lasts. */
export const asJobs = (jobs: Jobs, { backup, examine }: Control): Control => {
  const during = async <T>(kind: Job['kind'], watched: Watched, work: (watched: Watched) => Promise<T>): Promise<T> => {
    const job = jobs.begin({ kind, plan: null, of: null })
    const progress: Watched['progress'] = (done, title) => {
      job.progress(done)
      watched.progress?.(done, title)
    }
    return work({ ...watched, progress }).finally(job.end)
  }
  return {
    backup: (asked, watched) => during('backup', watched, each => backup(asked, each)),
    examine: (asked, watched) => during('examination', watched, each => examine(asked, each)),
  }
}
