import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sqlstateOf } from './error-facts.ts'

/** What may be known of a request: which route, what came of it, how long it took. Never the address, or who asked. */
export interface FinishedRequest {
  method: string
  /** The route's pattern, such as /api/plans/:plan; `unknown` where there is none. */
  route: string
  status: number
  ms: number
  /** Stays open for hours and tells what happens. */
  is_stream: boolean
  /** How long it took says nothing: a stream, or one that brings files. */
  takes_long: boolean
  /** Whoever asked left before the answer was through. */
  is_broken_off: boolean
  failure?: Failure
}

/** Why a request was refused or failed. */
export interface Failure {
  code: string
  sqlstate?: string
  constraint?: string
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const UNKNOWN = 'unknown'
/** Whoever asked left before there was an answer; nginx counts these so. */
const LEFT = 499
const failures = new WeakMap<FastifyRequest, Failure>()

/** Keeps why a request failed for the line that is written when it has ended. */
export function noteFailure(request: FastifyRequest, code: string, error: unknown): void {
  const { constraint } = error as { constraint?: string }
  const sqlstate = sqlstateOf(error)
  failures.set(request, { code, ...(sqlstate && { sqlstate }), ...(sqlstate && constraint && { constraint }) })
}

/** The pages' own pattern, which catches every address that is nothing else. */
const PAGES = '/*'

export const routeOf = ({ routeOptions, is404 }: FastifyRequest): string =>
  is404 ? UNKNOWN : (routeOptions.url ?? UNKNOWN)

export interface Watcher {
  begun?: (is_stream: boolean) => void
  ended: (finished: FinishedRequest, request: FastifyRequest) => void
}

/** Tells of every request when it begins and when it has ended, in whichever way. */
export function watchRequests(app: FastifyInstance, watchers: Watcher[]): void {
  app.addHook('onRequest', async (request, reply) => {
    const route = routeOf(request)
    const is_stream = route.endsWith('/events')
    for (const { begun } of watchers) begun?.(is_stream)
    reply.raw.once('close', () => {
      const is_broken_off = !reply.raw.writableEnded
      const finished = {
        method: METHODS.includes(request.method) ? request.method : 'other',
        route: route === PAGES && reply.raw.statusCode === 404 ? UNKNOWN : route,
        status: is_broken_off && !reply.raw.headersSent ? LEFT : reply.raw.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        is_stream,
        is_broken_off,
        takes_long: is_stream || request.routeOptions.config.slow === true,
        failure: failures.get(request),
      }
      for (const { ended } of watchers) ended(finished, request)
    })
  })
}
