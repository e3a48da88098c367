import { type RawBuilder, sql } from 'kysely'
import type { Paper, StoredFile } from '#core/api/files.ts'
import type { Db, Trx } from '../db/database.ts'

export interface FileRow extends StoredFile {
  plan: string
  subject: number | null
  account: string
}

/** Holds a content against everybody who would keep or remove it, until the transaction ends. */
export const lockContent = (trx: Trx, sha256: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${sha256}, 0))`.execute(trx)

/** Notes who brought a content for what, once. */
export const addFile = (trx: Trx, { sha256, type, bytes, name, plan, subject, account }: FileRow) =>
  sql`insert into file (plan, sha256, type, bytes, name, subject, account)
    select ${plan}, ${sha256}, ${type}, ${bytes}::bigint, ${name}, ${subject}::bigint, ${account}
    where not exists (select from file f where f.plan = ${plan} and f.sha256 = ${sha256} and f.account = ${account}
      and f.subject is not distinct from ${subject}::bigint and f.erased_at is null)`.execute(trx)

/** A paper the account that is set may see; its latest row. */
export const fileOf = (db: Db, plan: string, sha256: string) =>
  db
    .selectFrom('file')
    .select(['sha256', 'type', 'bytes', 'name', 'erased_at'])
    .where('plan', '=', plan)
    .where('sha256', '=', sha256)
    .orderBy('id', 'desc')
    .executeTakeFirst()

/** Each content once: the row that still stands where there is one. */
const papersWhere = async (db: Db, where: RawBuilder<unknown>): Promise<Paper[]> => {
  const { rows } = await sql<Paper>`
    select * from (
      select distinct on (f.sha256) f.sha256, f.type, f.bytes, f.name, a.name as account_name, f.uploaded_at, f.erased_at
      from file f join account a on a.id = f.account where ${where} order by f.sha256, f.erased_at nulls first, f.id) p
    order by p.uploaded_at desc limit 500`.execute(db)
  return rows
}

/** Everything brought for a subject, newest first. */
export const papersOf = (db: Db, plan: string, subject: number) =>
  papersWhere(db, sql`f.plan = ${plan} and f.subject = ${subject}::bigint`)

/** These contents, as far as the account that is set may see them. */
export const papersNamed = (db: Db, plan: string, wanted: readonly string[]) =>
  papersWhere(db, sql`f.plan = ${plan} and f.sha256 = any(${[...wanted]}::text[])`)

/** Makes tombstones of a content's rows; how many there were. */
export const eraseFile = async (trx: Trx, plan: string, sha256: string, reason: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select erase_file(${plan}, ${sha256}, ${reason}) as n`.execute(trx)
  return rows[0]!.n
}

/** Whether any plan still keeps a content, as a paper or as an issued bulletin. */
export const isKept = async (db: Db, sha256: string): Promise<boolean> => {
  const { rows } = await sql<{ kept: boolean }>`
    select exists (select from file where sha256 = ${sha256} and erased_at is null)
      or exists (select from bulletin_file where sha256 = ${sha256}) as kept`.execute(db)
  return rows[0]!.kept
}
