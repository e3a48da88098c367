import type { FastifyRequest } from 'fastify'
import type { Problem } from '#core/api/errors.ts'
import { noteFailure, routeOf } from './finished-requests.ts'
import { sparingly } from './sparingly.ts'

/** Told of a request that is refused or fails, before its answer goes out. */
export type Failed = (request: FastifyRequest, problem: Problem, error: unknown) => void

/** Writes a line for each failure that is the server's own; while something is away or busy, one a minute and kind. */
export function makeFailureLines(suspect: (error: unknown) => void = () => {}): Failed {
  const often = sparingly()
  return (request, { code, status }, error) => {
    noteFailure(request, code, error)
    if (status < 500) return
    if (code === 'database_away') suspect(error)
    const line = { method: request.method, route: routeOf(request), code, error }
    if (status === 503) often(code, swallowed => request.log.warn({ ...line, swallowed }, 'request failed'))
    else request.log.error(line, 'request failed')
  }
}
