import { sql } from 'kysely'
import type { Db, Trx } from '../db/database.ts'
import { hashOf, newToken } from './tokens.ts'

export type LinkPurpose = 'first' | 'invite' | 'reset'

const columns = ['purpose', 'account', 'expires_at'] as const
const holds = sql<boolean>`expires_at > clock_timestamp()`

/** Makes a one-time link; an account's earlier ones hold no longer. */
export async function makeLink(trx: Trx, purpose: LinkPurpose, account: string | null, hours: number) {
  const token = newToken()
  const old = trx.deleteFrom('account_link')
  await (account === null ? old.where('purpose', '=', 'first') : old.where('account', '=', account)).execute()
  const { expires_at } = await trx
    .insertInto('account_link')
    .values({
      hash: hashOf(token),
      purpose,
      account,
      expires_at: sql<string>`clock_timestamp() + make_interval(hours => ${hours}::int)`,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow()
  return { token, expires_at }
}

export const linkOf = (db: Db, token: string) =>
  db.selectFrom('account_link').select(columns).where('hash', '=', hashOf(token)).where(holds).executeTakeFirst()

/** Takes a link: of many at once one gets it. */
export const takeLink = (trx: Trx, token: string) =>
  trx.deleteFrom('account_link').where('hash', '=', hashOf(token)).where(holds).returning(columns).executeTakeFirst()

export const dropLinks = (trx: Trx, account: string) =>
  trx.deleteFrom('account_link').where('account', '=', account).execute()
