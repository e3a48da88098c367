import { existsSync } from 'node:fs'
import { join } from 'node:path'
import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import sse from '@fastify/sse'
import fastifyStatic, { type FastifyStaticOptions } from '@fastify/static'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, { type FastifyBaseLogger, LogController, type RouteOptions } from 'fastify'
import { accountsRoutes } from './accounts/accounts.routes.ts'
import { devicesRoutes } from './accounts/devices.routes.ts'
import { makeOpening } from './accounts/opening.ts'
import { sessionRoutes } from './accounts/session.routes.ts'
import { ACCOUNT_SETTINGS, type AccountSettings } from './accounts/settings.ts'
import { areasRoutes } from './areas/areas.routes.ts'
import { compoundAreasRoutes } from './areas/compound-areas.routes.ts'
import { draftStepsRoutes } from './areas/draft-steps.routes.ts'
import { draftsRoutes } from './areas/drafts.routes.ts'
import { auditRoutes } from './audit/audit.routes.ts'
import { traceRefusals } from './audit/refusals.ts'
import { basemapRoutes } from './basemap/basemap.routes.ts'
import { bulletinsRoutes } from './bulletins/bulletins.routes.ts'
import { casesRoutes } from './cases/cases.routes.ts'
import { recordRoutes } from './cases/record.routes.ts'
import { bookRoutes } from './closings/book.routes.ts'
import { closingsRoutes } from './closings/closings.routes.ts'
import { sheetsRoutes } from './closings/sheets.routes.ts'
import { compoundChangesRoutes } from './compounds/compound-changes.routes.ts'
import { compoundsRoutes } from './compounds/compounds.routes.ts'
import { contactsRoutes } from './contacts/contacts.routes.ts'
import { coverageRoutes } from './coverage/coverage.routes.ts'
import { divisionsRoutes } from './divisions/divisions.routes.ts'
import { exportsRoutes } from './exports/exports.routes.ts'
import { filesRoutes } from './files/files.routes.ts'
import { healthRoutes } from './health/health.routes.ts'
import { importsRoutes } from './imports/imports.routes.ts'
import { inboxRoutes } from './inbox/inbox.routes.ts'
import { liveRoutes } from './live/live.routes.ts'
import { makeOpenStreams } from './live/open-streams.ts'
import { makeFailureLines } from './logs/failure-lines.ts'
import { watchRequests } from './logs/finished-requests.ts'
import { makeRequestLines } from './logs/request-lines.ts'
import { meetingsRoutes } from './meetings/meetings.routes.ts'
import { type Measured, makeMetrics } from './metrics/make-metrics.ts'
import { metricsRoutes } from './metrics/metrics.routes.ts'
import { noticesRoutes } from './notices/notices.routes.ts'
import { publicNoticesRoutes } from './notices/public-notices.routes.ts'
import { observationsRoutes } from './observations/observations.routes.ts'
import { makeJobs } from './operations/jobs.ts'
import { type Operating, operationsRoutes } from './operations/operations.routes.ts'
import { packsRoutes } from './packs/packs.routes.ts'
import { plansRoutes } from './plans/plans.routes.ts'
import { nameBuild } from './plugins/build.ts'
import { beforeRoutes, useProblems } from './plugins/errors.ts'
import { LONGEST_MS, usePatience } from './plugins/patience.ts'
import { useRateLimits } from './plugins/rate-limits.ts'
import { useSession } from './plugins/session.ts'
import { useValidation } from './plugins/validation.ts'
import { presenceRoutes } from './presence/presence.routes.ts'
import { rankingRoutes } from './ranking/ranking.routes.ts'
import { rosterRoutes } from './roster/roster.routes.ts'
import type { Services } from './services.ts'
import { shapeFileRoutes } from './shapes/shape-file.routes.ts'
import { stageRoutes } from './stage/stage.routes.ts'
import { tilesRoutes } from './tiles/tiles.routes.ts'

export interface AppOptions
  extends Services,
    Partial<Pick<Operating, 'jobs' | 'backup' | 'examine' | 'backup_dir' | 'backups_kept'>>,
    Pick<Measured, 'statements' | 'pool' | 'lost_lines'> {
  isReady: () => Promise<boolean>
  /** Where its lines go; nothing is written without. */
  log?: FastifyBaseLogger
  /** Told of failures that may mean that the database is away. */
  suspect?: (error: unknown) => void
  /** Addresses and networks beside this machine that may read the metrics. */
  metrics_allow?: string[]
  /** The built web pages; nothing is served where the folder is missing. */
  pages?: string
  settings?: AccountSettings
  /** Told of every route there is, before the first request. */
  onRoute?: (route: RouteOptions) => void
  /** Addresses of the proxies whose word on who asks is taken. */
  trust_proxy?: string[]
  /** Requests an address may send in a minute; 0 any number. */
  rate_per_minute?: number
}

/** The whole API on one page. */
export async function buildApp({
  log,
  suspect,
  metrics_allow = [],
  statements,
  pool,
  lost_lines,
  pages = join(import.meta.dirname, '../dist'),
  isReady,
  settings = ACCOUNT_SETTINGS,
  trust_proxy = [],
  rate_per_minute = 0,
  onRoute,
  jobs = makeJobs(),
  backup,
  examine,
  backup_dir,
  backups_kept = 14,
  ...services
}: AppOptions) {
  const kept = { backup_dir: backup_dir ?? join(services.data_dir, 'backups'), backups_kept }
  const metrics = makeMetrics({ ...services, ...kept, jobs, statements, pool, lost_lines })
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1_048_576,
    requestTimeout: LONGEST_MS,
    trustProxy: trust_proxy.length > 0 && trust_proxy,
    return503OnClosing: true,
    forceCloseConnections: true,
    frameworkErrors: beforeRoutes,
    routerOptions: { maxParamLength: 100 },
  })
  if (onRoute) app.addHook('onRoute', onRoute)
  useValidation(app)
  useProblems(app, makeFailureLines(suspect))
  watchRequests(app, [makeRequestLines(), metrics.watcher])
  usePatience(app)
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
    strictTransportSecurity: settings.tls,
  })
  await app.register(compress, { global: true, encodings: ['br', 'gzip'], threshold: 1024 })
  await app.register(sse)
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'Fullcover', version: '1' } } })
  await app.register(swaggerUi, { routePrefix: '/docs' })
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger())
  await app.register(metricsRoutes, { metrics, allowed: metrics_allow })

  await app.register(
    async api => {
      nameBuild(api, pages)
      const streams = makeOpenStreams()
      const knows = { db: services.db, settings, opening: makeOpening(services.db) }
      await useRateLimits(api, rate_per_minute)
      traceRefusals(api, services.db)
      await useSession(api, knows)
      await api.register(healthRoutes, { ...services, isReady })
      await api.register(sessionRoutes, knows)
      await api.register(accountsRoutes, knows)
      await api.register(devicesRoutes, knows)
      await api.register(auditRoutes, services)
      await api.register(plansRoutes, { ...services, ...knows })
      await api.register(divisionsRoutes, services)
      await api.register(compoundsRoutes, services)
      await api.register(compoundChangesRoutes, services)
      await api.register(coverageRoutes, services)
      await api.register(rankingRoutes, services)
      await api.register(observationsRoutes, services)
      await api.register(bookRoutes, services)
      await api.register(closingsRoutes, services)
      await api.register(bulletinsRoutes, services)
      await api.register(sheetsRoutes, services)
      await api.register(areasRoutes, services)
      await api.register(compoundAreasRoutes, services)
      await api.register(draftsRoutes, services)
      await api.register(draftStepsRoutes, services)
      await api.register(importsRoutes, { ...services, jobs })
      await api.register(exportsRoutes, services)
      await api.register(rosterRoutes, services)
      await api.register(filesRoutes, services)
      await api.register(contactsRoutes, services)
      await api.register(inboxRoutes, services)
      await api.register(casesRoutes, services)
      await api.register(recordRoutes, services)
      await api.register(packsRoutes, services)
      await api.register(meetingsRoutes, services)
      await api.register(liveRoutes, { ...services, streams })
      await api.register(presenceRoutes, services)
      await api.register(stageRoutes, services)
      await api.register(noticesRoutes, services)
      await api.register(publicNoticesRoutes, services)
      await api.register(shapeFileRoutes, services)
      await api.register(tilesRoutes, services)
      await api.register(basemapRoutes, services)
      await api.register(operationsRoutes, { ...services, ...knows, ...kept, jobs, streams, backup, examine })
    },
    { prefix: '/api' },
  )
  if (existsSync(pages))
    await app.register(fastifyStatic, { root: pages, immutable: true, maxAge: '30d', setHeaders: freshPages })
  return app
}

/** Pages are asked for anew each time; what they load carries its hash in its name. */
const freshPages: FastifyStaticOptions['setHeaders'] = (reply, path) => {
  if (path.endsWith('.html') || path.endsWith('-worker.js')) reply.header('cache-control', 'no-cache')
}
