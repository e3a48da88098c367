import type { FastifyInstance, FastifyRequest } from 'fastify'
import { may, type Permission, type Who } from '#core/accounts/permissions.ts'
import { ApiError } from '#core/api/errors.ts'
import { isHere } from './only-here.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null for a stranger. */
    who: Who | null
  }
  interface FastifyContextConfig {
    /** What a caller must be permitted to do; every route that changes something names it. */
    may?: Permission
  }
}

const LOCAL: Who = { id: 'local', name: '本机', role: 'local' }

/** Says of every request who asks, and turns away who may not. */
export function useSession(app: FastifyInstance): void {
  app.decorateRequest('who', null)
  app.addHook('onRequest', async request => {
    request.who = isHere(request) ? LOCAL : null
    const needed = request.routeOptions.config.may
    if (needed && !(request.who && may(request.who.role, needed)))
      throw new ApiError('not_allowed', '开通账号之前，只有在服务器本机上才能填写和修改。')
  })
}

/** The caller of a route that names a permission. */
export const whoOf = ({ who }: FastifyRequest): Who => who!
