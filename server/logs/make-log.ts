import type { FastifyBaseLogger } from 'fastify'
import { type LevelWithSilent, pino } from 'pino'
import { errorFacts, plainWords } from './error-facts.ts'
import type { Sink } from './sink.ts'

/** Of whatever somebody hands to the log: errors by their facts, requests and answers of the framework not at all. */
function cleaned(given: unknown): object {
  if (given instanceof Error) return { error: errorFacts(given) }
  const { err, error = err, req: _, res: __, ...rest } = given as Record<string, unknown>
  return error === undefined ? rest : { ...rest, error: errorFacts(error) }
}

/** The log: JSON, a line each. Also what the framework and its plugins write goes without addresses, values and persons. */
export function makeLog(level: string, sink: Pick<Sink, 'write'>): FastifyBaseLogger {
  return pino(
    {
      level: level as LevelWithSilent,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: label => ({ level: label }) },
      hooks: {
        logMethod([first, second], method) {
          if (typeof first === 'string') method.call(this, plainWords(first))
          else method.call(this, cleaned(first), plainWords(typeof second === 'string' ? second : ''))
        },
      },
    },
    sink,
  )
}
