import { existsSync } from 'node:fs'
import { join } from 'node:path'
import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import sse from '@fastify/sse'
import fastifyStatic, { type FastifyStaticOptions } from '@fastify/static'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, { type FastifyServerOptions, LogController } from 'fastify'
import { sessionRoutes } from './accounts/session.routes.ts'
import { basemapRoutes } from './basemap/basemap.routes.ts'
import { compoundChangesRoutes } from './compounds/compound-changes.routes.ts'
import { compoundsRoutes } from './compounds/compounds.routes.ts'
import { coverageRoutes } from './coverage/coverage.routes.ts'
import { divisionsRoutes } from './divisions/divisions.routes.ts'
import { filesRoutes } from './files/files.routes.ts'
import { healthRoutes } from './health/health.routes.ts'
import { importsRoutes } from './imports/imports.routes.ts'
import { liveRoutes } from './live/live.routes.ts'
import { observationsRoutes } from './observations/observations.routes.ts'
import { plansRoutes } from './plans/plans.routes.ts'
import { beforeRoutes, useProblems } from './plugins/errors.ts'
import { useSession } from './plugins/session.ts'
import { useValidation } from './plugins/validation.ts'
import { presenceRoutes } from './presence/presence.routes.ts'
import type { Services } from './services.ts'
import { shapeFileRoutes } from './shapes/shape-file.routes.ts'
import { tilesRoutes } from './tiles/tiles.routes.ts'

export interface AppOptions extends Services {
  isReady: () => Promise<boolean>
  logger?: FastifyServerOptions['logger']
  /** The built web pages; nothing is served where the folder is missing. */
  pages?: string
}

/** The whole API on one page. */
export async function buildApp({
  logger = false,
  pages = join(import.meta.dirname, '../dist'),
  isReady,
  ...services
}: AppOptions) {
  const app = Fastify({
    logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1_048_576,
    requestTimeout: 30_000,
    return503OnClosing: true,
    forceCloseConnections: true,
    frameworkErrors: beforeRoutes,
    routerOptions: { maxParamLength: 100 },
  })
  useValidation(app)
  useProblems(app)
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        workerSrc: ["'self'"],
        connectSrc: ["'self'"],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: false,
  })
  await app.register(compress, { global: true, encodings: ['br', 'gzip'], threshold: 1024 })
  await app.register(sse)
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'Fullcover', version: '1' } } })
  await app.register(swaggerUi, { routePrefix: '/docs' })
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger())

  await app.register(
    async api => {
      useSession(api)
      await api.register(healthRoutes, { ...services, isReady })
      await api.register(sessionRoutes)
      await api.register(plansRoutes, services)
      await api.register(divisionsRoutes, services)
      await api.register(compoundsRoutes, services)
      await api.register(compoundChangesRoutes, services)
      await api.register(coverageRoutes, services)
      await api.register(observationsRoutes, services)
      await api.register(importsRoutes, services)
      await api.register(filesRoutes, services)
      await api.register(liveRoutes, services)
      await api.register(presenceRoutes, services)
      await api.register(shapeFileRoutes, services)
      await api.register(tilesRoutes, services)
      await api.register(basemapRoutes, services)
    },
    { prefix: '/api' },
  )
  if (existsSync(pages))
    await app.register(fastifyStatic, { root: pages, immutable: true, maxAge: '30d', setHeaders: freshPages })
  return app
}

/** Pages are asked for anew each time; what they load carries its hash in its name. */
const freshPages: FastifyStaticOptions['setHeaders'] = (reply, path) => {
  if (path.endsWith('.html')) reply.header('cache-control', 'no-cache')
}
