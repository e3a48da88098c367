import { type SqlBool, sql } from 'kysely'
import type { Db, Trx } from './database.ts'

/** The write a transaction is: its number, its moment, and the geometry revision its shapes belong to. */
export interface Write {
  plan: string
  seq: number
  recorded_at: string
  geometry_revision: number
}

export interface WriteOptions {
  account: string
  action: string
  note?: string | null
  /** Whether shapes move: takes a new geometry revision. */
  shapes?: boolean
  /** A given moment, for loading a demo plan's past; the owner's alone. */
  recorded_at?: string
}

export const CHANNEL = 'fullcover'

/**
 * Runs `work` as one write of a plan, in one transaction that holds the plan's lock; those who listen hear of it at commit.
 * Serialization failures and deadlocks are tried again, three times in all.
 */
export function recordWrite<T>(
  db: Db,
  plan: string,
  options: WriteOptions,
  work: (trx: Trx, write: Write) => Promise<T>,
): Promise<T> {
  return retried(() =>
    db.transaction().execute(async trx => {
      const role = options.recorded_at ? 'fullcover_owner' : 'fullcover_app'
      await sql`select set_config('role', ${role}, true), set_config('app.account', ${options.account}, true)`.execute(
        trx,
      )
      const { rows } = await sql<Omit<Write, 'plan'>>`
        select * from open_write(${plan}, ${options.account}, ${options.action}, ${options.note ?? null}, ${options.shapes ?? false},
          ${options.recorded_at ?? null}::timestamptz)`.execute(trx)
      const write = { plan, ...rows[0]! }
      const result = await work(trx, write)
      await sql`select pg_notify(${CHANNEL}, ${JSON.stringify({
        plan,
        seq: write.seq,
        geometry_revision: write.geometry_revision,
      })})`.execute(trx)
      return result
    }),
  )
}

/** How long one statement of an answer may take; whoever asked has gone by then. */
const ANSWER_SECONDS = 10

/** Reads with one snapshot, as the application role: figures of one answer agree with each other. No statement runs longer than `seconds`. */
export function readSnapshot<T>(db: Db, work: (trx: Trx) => Promise<T>, seconds = ANSWER_SECONDS): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async trx => {
      await sql<SqlBool>`
        select set_config('role', 'fullcover_app', true), set_config('statement_timeout', ${`${seconds}s`}, true)`.execute(
        trx,
      )
      return work(trx)
    })
}

/** What only the schema's owner does: making plans, accounts of the demo. */
export function asOwner<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async trx => {
    await sql`select set_config('role', 'fullcover_owner', true)`.execute(trx)
    return work(trx)
  })
}

async function retried<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      const code = (error as { code?: string }).code
      if (tries === 3 || (code !== '40001' && code !== '40P01')) throw error
    }
  }
}
