import { type SqlBool, sql } from 'kysely'
import type { Administers, Role } from '#core/accounts/permissions.ts'
import type { Account, Grant, GrantPlace } from '#core/api/accounts.ts'
import type { Db, Trx } from '../db/database.ts'

const MACHINES: Role[] = ['local', 'system', 'display']

/** The name a subject was last given. */
const nameOf = (subject: string) => sql<string>`coalesce((
  select o.value from observation o where o.subject = ${sql.ref(subject)} and o.indicator = 'name' and o.value is not null
    and not exists (select from observation r where r.replaces = o.id)
  order by o.effective_on desc, o.id desc limit 1), '')`

/** The people of one world, demo or real, with what an administrator must know of them; never a secret. */
export async function listAccounts(trx: Trx, demo: boolean): Promise<Account[]> {
  const { rows } = await sql<Account>`
    select a.id, a.name, a.role, a.administers, a.enabled, a.created_at, x.password is not null as joined,
      case when x.locked_until > clock_timestamp() then x.locked_until end as locked_until, coalesce(x.totp_confirmed, false) as has_totp,
      (select max(s.seen_at) from account_session s where s.account = a.id) as seen_at,
      coalesce((select jsonb_agg(jsonb_build_object('plan', g.plan, 'subject', g.subject, 'name', ${nameOf('g.subject')}) order by g.plan, g.subject)
        from account_grant g where g.account = a.id), '[]') as grants
    from account a left join account_secret x on x.account = a.id
    where a.demo = ${demo} and a.role not in (${sql.join(MACHINES)})
    order by a.enabled desc, a.created_at, a.id`.execute(trx)
  return rows
}

export const accountOf = (db: Db, id: string) =>
  db
    .selectFrom('account')
    .select(['id', 'name', 'role', 'enabled', 'demo', 'administers'])
    .where('id', '=', id)
    .where('role', 'not in', MACHINES)
    .executeTakeFirst()

export const grantsOf = (db: Db, account: string): Promise<Grant[]> =>
  db.selectFrom('account_grant').select(['plan', 'subject']).where('account', '=', account).orderBy('subject').execute()

export interface NewAccount {
  id: string
  name: string
  role: Role
  administers: Administers | null
}

/** Nothing comes back when the id is taken. */
export const addAccount = (trx: Trx, account: NewAccount) =>
  trx
    .insertInto('account')
    .values(account)
    .onConflict(oc => oc.doNothing())
    .returning('id')
    .executeTakeFirst()

export const setEnabled = (trx: Trx, id: string, enabled: boolean) =>
  trx.updateTable('account').set({ enabled }).where('id', '=', id).execute()

export const setRole = (trx: Trx, id: string, role: Role, administers: Administers | null) =>
  trx.updateTable('account').set({ role, administers }).where('id', '=', id).execute()

export async function setGrants(trx: Trx, account: string, grants: Grant[]): Promise<void> {
  await trx.deleteFrom('account_grant').where('account', '=', account).execute()
  if (grants.length > 0)
    await trx
      .insertInto('account_grant')
      .values(grants.map(grant => ({ account, ...grant })))
      .execute()
}

/** Administrators who can still sign in and keep accounts, beside one. */
export const otherKeepers = (trx: Trx, account: string) =>
  trx
    .selectFrom('account')
    .innerJoin('account_secret', 'account_secret.account', 'account.id')
    .select('account.id')
    .where('account.role', '=', 'administrator')
    .where('account.demo', '=', false)
    .where('account.enabled', '=', true)
    .where(
      sql<SqlBool>`account.administers is distinct from 'audit' and account.administers is distinct from 'security'`,
    )
    .where('account_secret.password', 'is not', null)
    .where('account.id', '<>', account)
    .execute()

/** The divisions and organisations of a plan an account can be made to write for. */
export async function grantPlaces(db: Db, plan: string): Promise<GrantPlace[]> {
  const { rows } = await sql<GrantPlace>`
    select s.id as subject, s.kind, d.level, ${nameOf('s.id')} as name
    from subject s left join division d on d.id = s.id
    where s.plan = ${plan} and s.kind in ('division', 'organisation') order by s.kind, d.parent nulls first, s.id`.execute(
    db,
  )
  return rows
}

/** Of these subjects, which are what in their plans. */
export const kindsOf = (db: Db, grants: Grant[]) =>
  grants.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('subject')
        .select(['id', 'plan', 'kind'])
        .where(
          'id',
          'in',
          grants.map(({ subject }) => subject),
        )
        .execute()
