import { sql } from 'kysely'
import type { Db, Trx } from '../db/database.ts'
import type { Write } from '../db/write.ts'

/** One row to add; `value` is canonical text, null withdraws what `replaces` names. */
export interface ObservationRow {
  subject: number
  indicator: string
  value: string | null
  organisation?: number | null
  effective_on: string
  period?: string | null
  replaces?: number | null
  evidence?: string[]
  note?: string | null
}

/** Adds observations in one statement, so that what stands is worked out once; ids in the order given. */
export async function addObservations(trx: Trx, write: Write, rows: ObservationRow[]): Promise<number[]> {
  if (rows.length === 0) return []
  const { rows: added } = await sql<{ id: number }>`
    insert into observation (plan, seq, subject, indicator, value, organisation, effective_on, period, replaces, evidence, note)
    select ${write.plan}, ${write.seq}::bigint, r.subject, r.indicator, r.value, r.organisation, r.effective_on, r.period, r.replaces,
      coalesce((select array_agg(e) from jsonb_array_elements_text(r.evidence) e), '{}'), r.note
    from jsonb_to_recordset(${numbered(rows)}::jsonb) as r (subject bigint, indicator text, value text,
      organisation bigint, effective_on date, period text, replaces bigint, evidence jsonb, note text, n bigint)
    order by r.n
    returning id`.execute(trx)
  if (added.length !== rows.length) throw new Error(`${rows.length} rows given, ${added.length} stored`)
  return added.map(row => row.id)
}

export interface VerificationRow {
  observation: number
  verdict: 'verified' | 'returned' | 'revoked'
  reason?: string | null
}

/** Adds verifications in one statement; ids in the order given. */
export async function addVerifications(trx: Trx, write: Write, rows: VerificationRow[]): Promise<number[]> {
  if (rows.length === 0) return []
  const { rows: added } = await sql<{ id: number }>`
    insert into verification (plan, seq, observation, verdict, reason)
    select ${write.plan}, ${write.seq}::bigint, r.observation, r.verdict, r.reason
    from jsonb_to_recordset(${numbered(rows)}::jsonb) as r (observation bigint, verdict text, reason text, n bigint)
    order by r.n
    returning id`.execute(trx)
  return added.map(row => row.id)
}

/** The observation a verification or correction speaks of. */
export const observationById = (db: Db, plan: string, id: number) =>
  db
    .selectFrom('observation')
    .select(['id', 'subject', 'indicator', 'value', 'effective_on'])
    .where('plan', '=', plan)
    .where('id', '=', id)
    .executeTakeFirst()

const numbered = (rows: object[]) => JSON.stringify(rows.map((row, n) => ({ ...row, n })))
