import { sql } from 'kysely'
import type { ClosingBook } from '#core/api/closings.ts'
import { beijingTime } from '#core/packs/beijing-time.ts'
import type { Noted } from '#core/packs/note.ts'
import type { Trx } from '../db/database.ts'

/** What the note says of a closing; whether it was signed is asked now, for a sign-off changes no figure. */
export async function notedOf(trx: Trx, { closing, plan, document }: ClosingBook): Promise<Omit<Noted, 'files'>> {
  const { rows } = await sql<{ signed: boolean }>`
    select exists (select from closing_step where plan = ${plan.id} and closing = ${closing.id}::bigint and kind = 'signed') as signed`.execute(
    trx,
  )
  return {
    place: document.place,
    plan_title: document.title,
    title: closing.title,
    as_of: closing.as_of,
    known_at: beijingTime(closing.known_at!),
    seal: closing.seal,
    signed: rows[0]!.signed,
    demo: plan.demo,
  }
}
