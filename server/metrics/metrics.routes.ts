import type { FastifyPluginAsync } from 'fastify'
import type { Metrics } from './make-metrics.ts'
import { mayRead } from './may-read.ts'

/** The figures in Prometheus' form. Who may not read them learns no more than of any address that is not there. */
export const metricsRoutes: FastifyPluginAsync<{ metrics: Metrics; allowed: string[] }> = async (
  app,
  { metrics, allowed },
) => {
  const may = mayRead(allowed)
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!may(request)) return reply.callNotFound()
    return reply.type(metrics.contentType).send(await metrics.page())
  })
}
