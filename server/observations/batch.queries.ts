import { sql } from 'kysely'
import type { Db, Trx } from '../db/database.ts'

export interface RowDay {
  subject: number
  indicator: string
  /** The day whose standing row is looked for. */
  on: string
  /** The day the row shall hold from. */
  effective_on: string
}

export interface Standing {
  /** The row that stands on the day asked for. */
  replaces: number | null
  /** Whether moving from the one day to the other reaches over another standing row. */
  passes: boolean
}

/** The kinds of some subjects of a plan; one that is none of its is left out. */
export const kindsOf = async (db: Db, plan: string, ids: readonly number[]): Promise<Map<number, string>> => {
  const { rows } = await sql<{ id: number; kind: string }>`
    select id, kind from subject where plan = ${plan} and id = any(${ids}::bigint[])`.execute(db)
  return new Map(rows.map(({ id, kind }) => [id, kind]))
}

/** What stands where rows are to be added, in the order given: by subject, indicator and day. */
export const standingAt = async (trx: Trx, plan: string, rows: readonly RowDay[]): Promise<Standing[]> => {
  const asked = JSON.stringify(rows.map((row, n) => ({ ...row, n })))
  const { rows: found } = await sql<Standing>`
    with asked as (
      select * from jsonb_to_recordset(${asked}::jsonb) as r (n int, subject bigint, indicator text, "on" date, effective_on date)
    ), stands as (
      select a.n, o.id, o.effective_on as day from asked a
      join observation o on o.plan = ${plan} and o.subject = a.subject and o.indicator = a.indicator
      where o.value is not null and not exists (select from observation r where r.replaces = o.id)
    )
    select (select max(s.id) from stands s where s.n = a.n and s.day = a."on") as replaces,
      exists (select from stands s where s.n = a.n and s.day <> a."on"
        and s.day between least(a."on", a.effective_on) and greatest(a."on", a.effective_on)) as passes
    from asked a order by a.n`.execute(trx)
  return found
}
