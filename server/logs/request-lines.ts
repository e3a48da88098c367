import type { FinishedRequest, Watcher } from './finished-requests.ts'
import { sparingly } from './sparingly.ts'

/** A request that takes longer is told of, ms. */
const SLOW_MS = 3000
const TOO_MANY = 429

/** One line a request at level info; slow ones and refused streams at warn. */
export function makeRequestLines(): Watcher {
  const refused = sparingly()
  return {
    ended(finished, request) {
      const { log } = request
      const line = lineOf(finished)
      if (finished.is_stream && finished.status === TOO_MANY)
        refused(finished.route, swallowed => log.warn({ ...line, swallowed }, 'stream refused'))
      else if (finished.ms > SLOW_MS && !finished.takes_long) log.warn(line, 'slow request')
      else log.info(line, 'request')
    },
  }
}

const lineOf = ({ is_stream: _, takes_long: __, is_broken_off, failure, ...line }: FinishedRequest) => ({
  ...line,
  ...(is_broken_off && { broken_off: true }),
  ...failure,
})
