import { type RawBuilder, sql } from 'kysely'
import type { Condition } from '#core/api/operations.ts'
import type { Db, Trx } from '../db/database.ts'

/** Who is examined: the database and the folders beside it. */
export interface Patient {
  db: Db
  engine: 'postgres' | 'pglite'
  data_dir: string
  backup_dir: string
  /** Whether every content is read and hashed again; else their sizes and some of them. */
  deep?: boolean
  /** This machine's clock, ms. */
  now?: () => number
}

/** The patient as a check meets it. */
export interface Visit extends Required<Patient> {
  /** One snapshot of everything, read as the schema's owner, from whom row-level security hides nothing. */
  read<T>(work: (trx: Trx) => Promise<T>): Promise<T>
  /** Throws where the examination was called off; asked between steps that take their time. */
  goOn(): void
}

/** What a check saw. `sentence` and `condition` speak for themselves where the check's own do not fit. */
export interface Found {
  found: number
  examples?: string[]
  sentence?: string
  condition?: Condition
}

/** One question of the doctor's. */
export interface Check {
  /** Stays the same over versions. */
  id: string
  /** What it is called while it is asked. */
  title: string
  /** How bad it is when anything is found. */
  condition: 'poorly' | 'ill'
  /** Said when nothing is found. */
  well: string
  /** Said when so many faults are found: what is the matter, and what to do next. */
  otherwise(found: number): string
  ask(visit: Visit): Promise<Found>
}

/** As many faults as a finding names. */
export const EXAMPLES = 5

/** Asks for faults by a query whose one column, `fault`, names each; all are counted, the first few are named. */
export const faultsBy =
  (query: RawBuilder<unknown>): Check['ask'] =>
  visit =>
    visit.read(trx => faultsIn(trx, query))

/** The same inside a snapshot. */
export async function faultsIn(trx: Trx, query: RawBuilder<unknown>): Promise<Found & { examples: string[] }> {
  const { rows } = await sql<{ found: number; examples: string[] }>`
    with f as materialized (${query})
    select (select count(*) from f) as found, array(select fault from f limit ${EXAMPLES}) as examples`.execute(trx)
  return rows[0]!
}

/** Several answers as one. */
export const together = (all: readonly (Found & { examples: string[] })[]): Found & { examples: string[] } => ({
  found: all.reduce((sum, { found }) => sum + found, 0),
  examples: all.flatMap(({ examples }) => examples).slice(0, EXAMPLES),
})

/** Faults found one by one. */
export const foundIn = (faults: readonly string[]): Found & { examples: string[] } => ({
  found: faults.length,
  examples: faults.slice(0, EXAMPLES),
})

/** Every plan's id. */
export const plansOf = async (visit: Visit): Promise<string[]> =>
  (await visit.read(trx => trx.selectFrom('plan').select('id').orderBy('id').execute())).map(({ id }) => id)

/** Asks plan by plan, each in a snapshot of its own, so that none of them is held for long. */
export const eachPlan =
  (ask: (trx: Trx, plan: string, visit: Visit) => Promise<Found & { examples: string[] }>): Check['ask'] =>
  async visit => {
    const all = []
    for (const plan of await plansOf(visit)) {
      visit.goOn()
      all.push(await visit.read(trx => ask(trx, plan, visit)))
    }
    return together(all)
  }
