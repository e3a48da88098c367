import { sql } from 'kysely'
import type { ClosingBook } from '#core/api/closings.ts'
import type { Db } from '../db/database.ts'

/** A closing as a book needs it; nothing of the confirming write while it is not confirmed. */
export interface TakenClosing {
  id: number
  purpose: string
  meeting: number | null
  title: string
  from_on: string
  as_of: string
  known_seq: number | null
  known_at: string | null
  geometry_revision: number | null
  seal: string | null
  answers_sha256: string | null
}

export async function takenClosing(db: Db, plan: string, id: number): Promise<TakenClosing | undefined> {
  const { rows } = await sql<TakenClosing>`
    select c.id, c.purpose, c.meeting, c.title, c.from_on, c.as_of, k.seq as known_seq, w.recorded_at as known_at, w.geometry_revision,
      encode(l.hash, 'hex') as seal, k.answers_sha256
    from closing c
    left join closing_step k on k.closing = c.id and k.kind = 'confirmed'
    left join plan_write w on w.plan = k.plan and w.seq = k.seq
    left join seal l on l.plan = k.plan and l.seq = k.seq
    where c.plan = ${plan} and c.id = ${id}::bigint`.execute(db)
  return rows[0]
}

/**
 * The closing before one, as known after a write: confirmed by then, of the same purpose and kind of meeting, of an earlier day,
 * and not superseded by then.
 */
export async function previousClosing(
  db: Db,
  plan: string,
  closing: Pick<TakenClosing, 'purpose' | 'meeting' | 'as_of'>,
  known: number,
): Promise<ClosingBook['previous']> {
  const { rows } = await sql<NonNullable<ClosingBook['previous']>>`
    select c.id, c.as_of, k.seq as known_seq
    from closing c
    join closing_step k on k.closing = c.id and k.kind = 'confirmed'
    left join meeting m on m.id = c.meeting
    where c.plan = ${plan} and c.purpose = ${closing.purpose} and c.as_of < ${closing.as_of}::date and k.seq < ${known}::bigint
      and m.kind is not distinct from (select n.kind from meeting n where n.id = ${closing.meeting}::bigint)
      and not exists (select from closing n join closing_step s on s.closing = n.id and s.kind = 'confirmed'
        where n.supersedes = c.id and s.seq <= ${known}::bigint)
    order by c.as_of desc, k.seq desc limit 1`.execute(db)
  return rows[0] ?? null
}
