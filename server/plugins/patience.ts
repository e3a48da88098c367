import type { FastifyInstance, FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Brings files: may take as long as a bad connection needs, while it keeps moving. */
    slow?: boolean
  }
}

/** The longest any request may take to arrive. */
export const LONGEST_MS = 15 * 60_000

export interface Patience {
  /** For a whole request that brings no files. */
  whole_ms: number
  /** For one that brings files, without a byte. */
  idle_ms: number
}

/** Cuts requests that stall: a drip-fed body holds a connection no longer than an honest one would. */
export function usePatience(
  app: FastifyInstance,
  { whole_ms, idle_ms }: Patience = { whole_ms: 30_000, idle_ms: 30_000 },
): void {
  app.addHook('onRequest', async request => {
    const { slow } = request.routeOptions.config
    if (!hasBody(request)) return
    const timer = slow ? cutWhenIdle(request, idle_ms) : cutUnlessWhole(request, whole_ms)
    request.raw.once('close', () => clearInterval(timer))
  })
}

const hasBody = ({ headers }: FastifyRequest) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

const cutUnlessWhole = ({ raw }: FastifyRequest, ms: number) =>
  setTimeout(() => {
    if (!raw.complete) raw.destroy()
  }, ms).unref()

const cutWhenIdle = ({ raw }: FastifyRequest, ms: number) => {
  let before = raw.socket.bytesRead
  return setInterval(() => {
    if (!raw.complete && raw.socket.bytesRead === before) raw.destroy()
    before = raw.socket.bytesRead
  }, ms).unref()
}
