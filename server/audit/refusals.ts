import type { FastifyInstance } from 'fastify'
import type { Problem } from '#core/api/errors.ts'
import { asAccount } from '../db/as-account.ts'
import type { Db } from '../db/database.ts'
import { changes } from '../plugins/session.ts'
import { trace } from './trace.ts'

/** Refusals worth a trace: not signed in, not allowed, somebody else's change in between, content that was refused, a lock. */
const TRACED = [401, 403, 409, 422, 423]

/** Writes down every refused change, on a connection of its own: what was refused was rolled back. */
export function traceRefusals(app: FastifyInstance, db: Db): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const route = request.routeOptions.url
    if (!changes(request) || !TRACED.includes(reply.statusCode) || !route || typeof payload !== 'string') return
    if (route.endsWith('/session') && request.method === 'POST') return
    const { code } = JSON.parse(payload) as Problem
    const action = `${request.method} ${route.replace(/^\/api/, '')}`
    const { plan: _, ...params } = request.params as Record<string, string>
    const object = Object.values(params).join(' ') || null
    try {
      await asAccount(db, request.caller?.who.id ?? '', trx => trace(trx, request, { action, object, code }))
    } catch (error) {
      request.log.warn({ error }, 'refusal not traced')
    }
  })
}
