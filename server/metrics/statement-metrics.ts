import { Counter, Histogram, type Registry } from 'prom-client'
import type { Statements } from '../logs/statements.ts'

const SECONDS = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]

/** How long the database's statements take, and how many were slower than they should be. */
export function statementMetrics(registry: Registry, statements: Statements): void {
  const registers = [registry]
  const durations = new Histogram({
    name: 'fullcover_database_statement_duration_seconds',
    help: 'How long statements of the database took.',
    labelNames: ['outcome'],
    buckets: SECONDS,
    registers,
  })
  const slow = new Counter({
    name: 'fullcover_database_slow_statements_total',
    help: 'Statements that took SLOW_QUERY_MS or longer.',
    registers,
  })
  statements.on('ended', (ms, failed) => durations.observe({ outcome: failed ? 'failed' : 'ok' }, ms / 1000))
  statements.on('slow', () => slow.inc())
}
