import type { FastifyBaseLogger } from 'fastify'
import { answers } from '../db/answers.ts'
import type { Db } from '../db/database.ts'
import { sparingly } from './sparingly.ts'
import { within } from './within.ts'

/** After which a database that says nothing counts as away, ms. */
const PATIENCE_MS = 5000

export interface DatabaseWatch {
  /** Something failed that may mean that the database is away. */
  suspect(error: unknown): void
  stop(): void
}

/** Says once that the database is lost, each minute that it still is, and when it is back. */
export function watchDatabase(log: FastifyBaseLogger, db: Db, asked_ms = 2000): DatabaseWatch {
  const answering = within(PATIENCE_MS, () => answers(db))
  const broke = sparingly()
  const still = sparingly()
  let since: number | undefined
  let is_asking = false
  let timer: NodeJS.Timeout | undefined

  const look = async () => {
    if (await answering()) {
      if (since !== undefined) log.warn({ seconds: secondsSince(since) }, 'database back')
      since = undefined
      is_asking = false
      return
    }
    if (since !== undefined) {
      const seconds = secondsSince(since)
      still('away', () => log.warn({ seconds }, 'database still away'))
    }
    timer = setTimeout(look, asked_ms).unref()
  }

  return {
    suspect(error) {
      if (is_asking) return
      is_asking = true
      answering().then(there => {
        if (there) {
          is_asking = false
          broke('connection', swallowed => log.warn({ error, swallowed }, 'database connection broke'))
          return
        }
        since = Date.now()
        still('away', () => log.warn({ error }, 'database lost'))
        timer = setTimeout(look, asked_ms).unref()
      })
    },
    stop: () => clearTimeout(timer),
  }
}

const secondsSince = (moment: number) => Math.round((Date.now() - moment) / 1000)
