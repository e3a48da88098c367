import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

/** How long an unopened server is believed to be so still; another process may have opened it. */
const BELIEVED_MS = 1000

export interface Opening {
  /** Whether a first administrator was made: it never ceases to be so. */
  isOpened(): Promise<boolean>
  /** Whether a plan is a demo, which never changes; undefined for a plan that is not there. */
  isDemo(plan: string): Promise<boolean | undefined>
  opened(): void
}

/** What decides who may read, remembered so that a tile does not ask the database for it. */
export function makeOpening(db: Db): Opening {
  const demos = new Map<string, boolean>()
  const asking = new Map<string, Promise<void>>()
  let is_opened = false
  let asked_at = Number.NEGATIVE_INFINITY
  /** Whoever wants to know the same meanwhile waits for one answer: a hall of walls would take every connection there is. */
  const once = (key: string, ask: () => Promise<void>): Promise<void> => {
    const now = asking.get(key) ?? ask().finally(() => asking.delete(key))
    asking.set(key, now)
    return now
  }
  return {
    async isOpened() {
      if (is_opened || performance.now() - asked_at < BELIEVED_MS) return is_opened
      await once('', async () => {
        const { rows } = await sql<{ is: boolean }>`select is_opened() as is`.execute(db)
        asked_at = performance.now()
        is_opened ||= rows[0]!.is
      })
      return is_opened
    },
    async isDemo(plan) {
      if (!demos.has(plan))
        await once(plan, async () => {
          const row = await db.selectFrom('plan').select('demo').where('id', '=', plan).executeTakeFirst()
          if (row) demos.set(plan, row.demo)
        })
      return demos.get(plan)
    },
    opened() {
      is_opened = true
    },
  }
}
