import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import { ApiError } from '#core/api/errors.ts'
import { isDirect } from './only-here.ts'

/** Requests an address may send in a minute; a whole office may sit behind one. Tiles are kept in memory and count for nothing. */
export async function useRateLimits(app: FastifyInstance, per_minute: number): Promise<void> {
  if (per_minute === 0) return
  await app.register(rateLimit, {
    max: per_minute,
    timeWindow: '1 minute',
    allowList: request => isDirect(request) || request.url.startsWith('/api/tiles/'),
    errorResponseBuilder: () => new ApiError('too_many', '请求过于频繁，请稍后再试。'),
  })
}
