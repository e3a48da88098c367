import type { FastifyBaseLogger } from 'fastify'
import { sparingly } from './sparingly.ts'
import type { Statements } from './statements.ts'

/** Writes a line for each slow statement; of one and the same at most one a minute. */
export function tellSlow(log: FastifyBaseLogger, statements: Statements, now?: () => number): void {
  const often = sparingly(now)
  statements.on('slow', statement => {
    often(statement.sql, swallowed => log.warn({ ...statement, swallowed }, 'slow statement'))
  })
}
