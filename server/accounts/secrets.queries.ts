import { sql } from 'kysely'
import type { Db, Trx } from '../db/database.ts'
import type { AccountSettings } from './settings.ts'

export interface Attempt {
  account: string
  name: string
  role: string
  password: string | null
  totp: string | null
  totp_step: number
  seconds: number
}

/** Counts an attempt before it is judged, so that a hundred at once are a hundred; nothing comes back for a locked, disabled or unknown account. */
export async function beginAttempt(
  trx: Trx,
  account: string,
  { attempts, lock_minutes }: AccountSettings,
): Promise<Attempt | undefined> {
  const { rows } = await sql<Attempt>`
    update account_secret s set
      failed = case when s.locked_until is null then s.failed else 0 end + 1,
      locked_until = case when case when s.locked_until is null then s.failed else 0 end + 1 >= ${attempts}::int
        then clock_timestamp() + make_interval(mins => ${lock_minutes}::int) end
    from account a
    where a.id = s.account and a.id = ${account} and a.enabled and s.password is not null
      and (s.locked_until is null or s.locked_until <= clock_timestamp())
    returning s.account, a.name, a.role, s.password, case when s.totp_confirmed then s.totp end as totp, s.totp_step,
      extract(epoch from clock_timestamp())::float8 as seconds`.execute(trx)
  return rows[0]
}

export const isLocked = async (db: Db, account: string): Promise<boolean> => {
  const { rows } = await sql`
    select from account_secret where account = ${account} and locked_until > clock_timestamp()`.execute(db)
  return rows.length > 0
}

export const endAttempts = (trx: Trx, account: string) =>
  trx.updateTable('account_secret').set({ failed: 0, locked_until: null }).where('account', '=', account).execute()

/** Ends an attempt that was right; false where its code was used up meanwhile, or its password is another one by now. */
export async function takeAttempt(trx: Trx, { account, password }: Attempt, totp_step?: number): Promise<boolean> {
  const taken = await trx
    .updateTable('account_secret')
    .set({ failed: 0, locked_until: null, ...(totp_step !== undefined && { totp_step }) })
    .where('account', '=', account)
    .where('password', '=', password)
    .$if(totp_step !== undefined, query => query.where('totp_step', '<', totp_step!))
    .returning('account')
    .executeTakeFirst()
  return taken !== undefined
}

export const secretOf = (trx: Trx, account: string) =>
  trx
    .selectFrom('account_secret')
    .select(['password', 'earlier', 'totp', 'totp_confirmed', 'totp_step'])
    .where('account', '=', account)
    .executeTakeFirst()

/** Keeps a new password, and the earlier ones that may not come back. */
export async function keepPassword(trx: Trx, account: string, password: string, earlier: string[]): Promise<void> {
  const row = { password, earlier, password_at: sql<string>`clock_timestamp()`, failed: 0, locked_until: null }
  await trx
    .insertInto('account_secret')
    .values({ account, totp: null, ...row })
    .onConflict(oc => oc.column('account').doUpdateSet(row))
    .execute()
}

export const keepTotp = (trx: Trx, account: string, totp: string | null, totp_step: number | null) =>
  trx
    .updateTable('account_secret')
    .set({ totp, totp_confirmed: totp_step !== null, totp_step: totp_step ?? 0 })
    .where('account', '=', account)
    .execute()
