import { sql } from 'kysely'
import type { Trx } from '../db/database.ts'
import { hashOf, newToken } from './tokens.ts'

export const listDevices = (trx: Trx, demo: boolean) =>
  trx
    .selectFrom('display_device')
    .select(['id', 'name', 'created_at', 'created_by', 'revoked_at'])
    .where('demo', '=', demo)
    .orderBy('id', 'desc')
    .execute()

export async function addDevice(trx: Trx, name: string, created_by: string): Promise<{ id: number; token: string }> {
  const token = newToken()
  const { id } = await trx
    .insertInto('display_device')
    .values({ name, hash: hashOf(token), demo: false, created_by, revoked_at: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, token }
}

/** Nothing comes back for a screen that is not there, or revoked already. */
export const revokeDevice = (trx: Trx, id: number) =>
  trx
    .updateTable('display_device')
    .set({ revoked_at: sql<string>`clock_timestamp()` })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('name')
    .executeTakeFirst()
