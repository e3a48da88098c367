import { type RawBuilder, sql } from 'kysely'
import type { Pack } from '#core/api/packs.ts'
import type { PartType } from '#core/packs/part-type.ts'
import type { PlannedPart } from '#core/packs/parts-of.ts'
import type { Trx } from '../db/database.ts'

/** A maker that fell silent was killed: what it made so far is kept, and somebody may go on. */
const packsWhere = async (trx: Trx, where: RawBuilder<unknown>): Promise<Pack[]> => {
  const { rows } = await sql<Pack>`
    select p.id, p.closing, case when pack_is_silent(p) then 'failed' else p.state end as state,
      case when pack_is_silent(p) then 'interrupted' else p.failure end as failure,
      p.progress, p.account, a.name as account_name, p.begun_at, p.done_at, p.zip_sha256, p.zip_bytes,
      (select coalesce(jsonb_agg(jsonb_build_object('name', t.name, 'kind', t.kind, 'of', t."of", 'made_by', t.made_by,
        'optional', t.optional, 'title', t.title, 'sha256', t.sha256, 'bytes', t.bytes) order by t.place), '[]')
        from pack_part t where t.pack = p.id) as parts
    from pack p join account a on a.id = p.account where ${where} order by p.id desc limit 50`.execute(trx)
  return rows
}

/** A pack the acting account may see. */
export const packOf = async (trx: Trx, plan: string, id: number): Promise<Pack | undefined> =>
  (await packsWhere(trx, sql`p.plan = ${plan} and p.id = ${id}::bigint`))[0]

/** The packs of a closing, newest first. */
export const packsOf = (trx: Trx, plan: string, closing: number): Promise<Pack[]> =>
  packsWhere(trx, sql`p.plan = ${plan} and p.closing = ${closing}::bigint`)

export interface KeptPart {
  name: string
  kind: string
  of: string | null
  made_by: 'server' | 'browser'
  title: string
  sha256: string | null
  bytes: number | null
  type: PartType | null
}

/** The parts as the maker needs them, in their order. */
export const partsOfPack = (trx: Trx, id: number): Promise<KeptPart[]> =>
  trx
    .selectFrom('pack_part')
    .select(['name', 'kind', 'of', 'made_by', 'title', 'sha256', 'bytes', 'type'])
    .where('pack', '=', id)
    .orderBy('place')
    .execute()

const said = async <T>(query: RawBuilder<{ said: T }>, trx: Trx): Promise<T> => (await query.execute(trx)).rows[0]!.said

/** The open pack of a closing and the acting account, begun where there is none; null where the closing does not stand. */
export const beginPack = (trx: Trx, plan: string, closing: number): Promise<number | null> =>
  said(sql`select begin_pack(${plan}, ${closing}::bigint) as said`, trx)

/** What follows is false where the pack is not the acting account's, or in a state that does not allow it. */
export const listParts = (trx: Trx, id: number, parts: readonly PlannedPart[]): Promise<boolean> =>
  said(sql`select list_pack_parts(${id}::bigint, ${JSON.stringify(parts)}::jsonb) as said`, trx)

export interface PartContent {
  name: string
  sha256: string
  bytes: number
  type: PartType
}

/** `maker` is named by the server's own parts alone. */
export const keepPart = (
  trx: Trx,
  id: number,
  { name, sha256, bytes, type }: PartContent,
  maker: string | null = null,
): Promise<boolean> =>
  said(
    sql`select keep_pack_part(${id}::bigint, ${name}, ${sha256}, ${bytes}::bigint, ${type}, ${maker}::uuid) as said`,
    trx,
  )

export const takeUp = (trx: Trx, id: number, maker: string): Promise<boolean> =>
  said(sql`select make_pack(${id}::bigint, ${maker}::uuid) as said`, trx)

/** How far a maker has come, and how it ended: with a zip, or with a failure and, of a damaged part, its content. */
export interface Told {
  progress: number
  failure?: 'storage_full' | 'part_damaged' | 'internal'
  sha256?: string
  bytes?: number
}

export const tell = (
  trx: Trx,
  id: number,
  maker: string,
  { progress, failure, sha256, bytes }: Told,
): Promise<boolean> =>
  said(
    sql`select tell_pack(${id}::bigint, ${maker}::uuid, ${progress}::float8, ${failure ?? null}, ${sha256 ?? null},
      ${bytes ?? null}::bigint) as said`,
    trx,
  )

/** The contents a cancelled pack held; null where there was nothing to cancel. */
export const cancelPack = (trx: Trx, id: number): Promise<string[] | null> =>
  said(sql`select cancel_pack(${id}::bigint) as said`, trx)

/** Whether any pack, whoever's, still holds a content. */
export const isHeld = (trx: Trx, sha256: string): Promise<boolean> =>
  said(sql`select pack_holds(${sha256}) as said`, trx)
