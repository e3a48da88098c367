import type { FastifyInstance } from 'fastify'
import { callerOf, type Knows } from './caller.ts'

const LOOKED_MS = 30_000

/** A stream of events was let in once: it ends soon after its session or screen has. */
export function endStreams(app: FastifyInstance, knows: Knows): void {
  app.addHook('onRequest', async request => {
    const by = request.caller?.who.id
    if (!by || by === 'local' || !request.routeOptions.url?.endsWith('/events')) return
    const look = async () => {
      const caller = await callerOf(request, knows).catch(() => request.caller)
      if (caller?.who.id !== by) request.raw.destroy()
    }
    const timer = setInterval(look, LOOKED_MS).unref()
    request.raw.socket.once('close', () => clearInterval(timer))
  })
}
