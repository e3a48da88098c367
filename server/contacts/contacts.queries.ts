import { sql } from 'kysely'
import type { Contact, Filing, NewContact, NewFiling } from '#core/api/contacts.ts'
import type { Db, Trx } from '../db/database.ts'
import type { Write } from '../db/write.ts'

/** Whether the account that is set may see a subject's papers. */
export const maySeePapers = async (db: Db, subject: number): Promise<boolean> => {
  const { rows } = await sql<{ may: boolean }>`select may_see_papers(${subject}::bigint) as may`.execute(db)
  return rows[0]!.may
}

/** Everybody who is or was in a role of a subject, the present ones first. */
export const contactsOf = async (db: Db, plan: string, subject: number): Promise<Contact[]> => {
  const { rows } = await sql<Contact>`
    select c.id, c.role, c.name, c.phone, c.from_on, e.to_on, c.erased_at
    from contact c
    left join lateral (select e.to_on from contact_end e where e.contact = c.id order by e.id desc limit 1) e on true
    where c.plan = ${plan} and c.subject = ${subject}::bigint
    order by e.to_on desc nulls first, c.from_on desc, c.id desc limit 200`.execute(db)
  return rows
}

/** The committee's filings, the one in force first. */
export const filingsOf = async (db: Db, plan: string, subject: number, today: string): Promise<Filing[]> => {
  const { rows } = await sql<Filing>`
    select f.id, f.filed_on, f.number, f.receipt, f.term_from, f.term_to, f.term_to - ${today}::date as days_left
    from committee_filing f where f.plan = ${plan} and f.subject = ${subject}::bigint order by f.id desc limit 50`.execute(
    db,
  )
  return rows
}

export const addContact = async (trx: Trx, { plan, seq }: Write, subject: number, contact: NewContact) =>
  trx
    .insertInto('contact')
    .values({ plan, seq, subject, ...contact })
    .returning('id')
    .executeTakeFirstOrThrow()

export const addFiling = async (trx: Trx, { plan, seq }: Write, subject: number, filing: NewFiling) =>
  trx
    .insertInto('committee_filing')
    .values({ plan, seq, subject, ...filing })
    .returning('id')
    .executeTakeFirstOrThrow()

/** A person the account that is set may see. */
export const contactById = (db: Db, plan: string, id: number) =>
  db
    .selectFrom('contact')
    .select(['id', 'from_on', 'erased_at'])
    .where('plan', '=', plan)
    .where('id', '=', id)
    .executeTakeFirst()

export const endContact = async (trx: Trx, { plan, seq }: Write, contact: number, to_on: string) =>
  trx.insertInto('contact_end').values({ plan, seq, contact, to_on }).returning('id').executeTakeFirstOrThrow()

/** Makes a tombstone of a person; false where there is none this account may erase. */
export const eraseContact = async (trx: Trx, plan: string, contact: number, reason: string): Promise<boolean> => {
  const { rows } = await sql<{ n: number }>`select erase_contact(${plan}, ${contact}::bigint, ${reason}) as n`.execute(
    trx,
  )
  return rows[0]!.n > 0
}
