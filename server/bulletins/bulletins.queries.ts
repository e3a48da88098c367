import { sql } from 'kysely'
import type { Bulletin, BulletinFileKind, BulletinForm, BulletinText } from '#core/api/bulletins.ts'
import { typedFigures } from '#core/bulletins/placeholders.ts'
import type { Db, Trx } from '../db/database.ts'
import type { MeetingTables } from '../db/meeting-tables.ts'
import type { Write } from '../db/write.ts'

type Row = Omit<Bulletin, 'typed'> & { known_seq: number | null }

/** A bulletin with up to which write its meeting's record is known; null while it is a draft: then up to now. */
export type KnownBulletin = Bulletin & { known_seq: number | null }

const rowsOf = async (
  db: Db,
  plan: string,
  { id, closing }: { id?: number; closing?: number } = {},
): Promise<KnownBulletin[]> => {
  const { rows } = await sql<Row>`
    select b.id, b.closing, b.template, b.form, r.version, r.text, i.number, i.year, i.issued_on, iw.recorded_at as issued_at,
      ia.name as issued_by, i.known_seq, a.id as saved_by, a.name as saved_by_name, w.recorded_at as saved_at,
      case when i.bulletin is null then 1 + coalesce((
        select max(o.number) from bulletin_issue o where o.plan = b.plan and o.template = b.template
          and o.year = extract(year from plan_now(b.plan) at time zone 'Asia/Shanghai')), 0) end as next_number,
      coalesce((select jsonb_agg(jsonb_build_object('kind', f.kind, 'sha256', f.sha256,
          'name', b.template || '-' || i.year || '-' || i.number || '.' || f.kind) order by f.kind)
        from bulletin_file f where f.bulletin = b.id), '[]') as files
    from bulletin b
    cross join lateral (select * from bulletin_revision r where r.bulletin = b.id order by r.version desc limit 1) r
    join plan_write w on w.plan = r.plan and w.seq = r.seq
    join account a on a.id = w.account
    left join bulletin_issue i on i.bulletin = b.id
    left join plan_write iw on iw.plan = i.plan and iw.seq = i.seq
    left join account ia on ia.id = iw.account
    where b.plan = ${plan}
      ${id === undefined ? sql`` : sql`and b.id = ${id}::bigint`}
      ${closing === undefined ? sql`` : sql`and b.closing = ${closing}::bigint`}
    order by b.id desc limit 500`.execute(db)
  return rows.map(row => ({ ...row, typed: typedFigures(row.text) }))
}

/** The bulletins of a plan or of one closing, the last begun first. */
export const bulletinsOf = (db: Db, plan: string, closing?: number) =>
  rowsOf(db, plan, closing === undefined ? {} : { closing })

export const bulletinOf = async (db: Db, plan: string, id: number): Promise<KnownBulletin | null> =>
  (await rowsOf(db, plan, { id }))[0] ?? null

/** The bulletin already begun of a closing with a template. */
export const begunBulletin = async (db: Db, plan: string, closing: number, template: string) =>
  (await rowsOf(db, plan, { closing })).find(each => each.template === template) ?? null

export const addBulletin = async (
  trx: Trx,
  { plan, seq }: Write,
  said: { closing: number; template: string; form: BulletinForm; text: BulletinText },
): Promise<number> => {
  const { text, ...rest } = said
  const { id } = await trx
    .insertInto('bulletin')
    .values({ ...rest, plan, seq })
    .returning('id')
    .executeTakeFirstOrThrow()
  await addRevision(trx, { plan, seq }, { bulletin: id, version: 1, text })
  return id
}

export const addRevision = (
  trx: Trx,
  { plan, seq }: Pick<Write, 'plan' | 'seq'>,
  { bulletin, version, text }: { bulletin: number; version: number; text: BulletinText },
) =>
  trx
    .insertInto('bulletin_revision')
    .values({ plan, seq, bulletin, version, text: JSON.stringify(text) })
    .execute()

export type NewIssue = Omit<MeetingTables['bulletin_issue'], 'plan' | 'seq'>

export const addIssue = (trx: Trx, { plan, seq }: Write, issue: NewIssue) =>
  trx
    .insertInto('bulletin_issue')
    .values({ ...issue, plan, seq })
    .execute()

export const addIssuedFile = (
  trx: Trx,
  { plan, seq }: Write,
  file: { bulletin: number; kind: BulletinFileKind; sha256: string; bytes: number },
) =>
  trx
    .insertInto('bulletin_file')
    .values({ ...file, plan, seq })
    .execute()

/** The plan's last write, the day by its clock, and the next number of a template this year. */
export const issuingNow = async (db: Db, plan: string, template: string) => {
  const { rows } = await sql<{ seq: number; today: string; year: number; number: number }>`
    with now as (select (plan_now(${plan}) at time zone 'Asia/Shanghai')::date as today)
    select h.seq, n.today, extract(year from n.today)::int as year,
      1 + coalesce((select max(i.number) from bulletin_issue i
        where i.plan = ${plan} and i.template = ${template} and i.year = extract(year from n.today)), 0) as number
    from plan_head h cross join now n where h.plan = ${plan}`.execute(db)
  return rows[0]!
}
