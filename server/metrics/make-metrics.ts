import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { listBackups } from '../backups/list-backups.ts'
import { answers } from '../db/answers.ts'
import type { PoolState } from '../db/connect.ts'
import type { Db } from '../db/database.ts'
import { lastExamination } from '../doctor/last-examination.ts'
import { VERSION } from '../health/version.ts'
import type { Watcher } from '../logs/finished-requests.ts'
import type { Statements } from '../logs/statements.ts'
import { within } from '../logs/within.ts'
import type { Jobs } from '../operations/jobs.ts'
import { volumesOf } from '../operations/volumes.ts'
import { requestMetrics } from './request-metrics.ts'
import { stateMetrics } from './state-metrics.ts'
import { statementMetrics } from './statement-metrics.ts'

/** What the figures are read from. */
export interface Measured {
  db: Db
  engine: 'postgres' | 'pglite'
  data_dir: string
  backup_dir: string
  jobs: Jobs
  statements?: Statements
  pool?: (() => PoolState) | null
  lost_lines?: () => number
}

export interface Metrics {
  /** Counts requests. */
  watcher: Watcher
  contentType: string
  /** All figures as Prometheus reads them; waits a second for what does not answer. */
  page(): Promise<string>
}

/** Nothing the page asks may keep it waiting longer, ms. */
const PATIENCE_MS = 1000

/** The figures of one app. Those of the process are begun when somebody first asks. */
export function makeMetrics(measured: Measured): Metrics {
  const { db, engine, data_dir, backup_dir, jobs, statements, pool, lost_lines = () => 0 } = measured
  const registry = new Registry()
  const watcher = requestMetrics(registry)
  if (statements) statementMetrics(registry, statements)
  const show = stateMetrics(registry)
  new Gauge({
    name: 'fullcover_build_info',
    help: 'Which version runs, on which engine.',
    labelNames: ['version', 'engine'],
    registers: [registry],
  }).set({ version: VERSION, engine }, 1)

  const bounded = <T>(ask: () => Promise<T>) => within(PATIENCE_MS, ask)
  const ask = {
    answers: bounded(() => answers(db)),
    volumes: bounded(() => volumesOf(data_dir, backup_dir)),
    backup: bounded(async () => (await listBackups(backup_dir))[0] ?? null),
    examination: bounded(async () => lastExamination(data_dir)),
  }
  let measures_process = false

  return {
    watcher,
    contentType: registry.contentType,
    async page() {
      if (!measures_process) measureProcess(registry)
      measures_process = true
      // Before the question to the database, which borrows one itself.
      const connections = pool?.() ?? undefined
      const [there, volumes, backup, examination] = await Promise.all([
        ask.answers(),
        ask.volumes(),
        ask.backup(),
        ask.examination(),
      ])
      show({
        answers: there === true,
        pool: connections,
        volumes,
        backup,
        examination,
        jobs: jobs.list(),
        lost_lines: lost_lines(),
      })
      return registry.metrics()
    },
  }
}

/** Figures whose names would make counters of them, and which say nothing that others do not. */
const MISNAMED = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total']

function measureProcess(registry: Registry): void {
  collectDefaultMetrics({ register: registry })
  for (const name of MISNAMED) registry.removeSingleMetric(name)
}
