import type { FastifyRequest } from 'fastify'
import { type SqlBool, sql } from 'kysely'
import type { Static } from 'typebox'
import { ApiError, type UseLink } from '#core/api/index.ts'
import { trace } from '../audit/trace.ts'
import { asAccount } from '../db/as-account.ts'
import type { Trx } from '../db/database.ts'
import type { Knows } from '../plugins/caller.ts'
import { accountOf, addAccount } from './accounts.queries.ts'
import { choosePassword } from './choose-password.ts'
import { takeLink } from './links.queries.ts'
import { keepTotp } from './secrets.queries.ts'
import { endSessions, startSession } from './sessions.queries.ts'

export const unknownLink = () => new ApiError('unknown_link', '这个链接已经用过，或者已经过期，请管理员重新发一个。')

/** Uses a one-time link: chooses a password, and with the first link makes the first administrator. Answers the token of a new session. */
export async function useLink(
  request: FastifyRequest,
  sent: Static<typeof UseLink>,
  { db, settings, opening }: Knows,
): Promise<string> {
  const { token, purpose } = await asAccount(db, 'system', async trx => {
    const link = await takeLink(trx, sent.token)
    if (!link) throw unknownLink()
    const account = link.account ?? (await addFirst(trx, sent, settings.separate_administrators))
    if (!(await accountOf(trx, account))?.enabled) throw unknownLink()
    await choosePassword(trx, account, sent.password, settings)
    // Not before the link is used: until then the old password would open the account by itself.
    if (link.purpose === 'reset') await keepTotp(trx, account, null, null)
    await endSessions(trx, account)
    await trace(trx, request, { action: `link_${link.purpose}`, account, object: account })
    return { token: await startSession(trx, account), purpose: link.purpose }
  })
  if (purpose === 'first') opening.opened()
  return token
}

async function addFirst(trx: Trx, { account, name }: Static<typeof UseLink>, separate: boolean): Promise<string> {
  if (!account || !name) throw new ApiError('bad_request', '请填写登录名和姓名。')
  await sql`select pg_advisory_xact_lock(7306)`.execute(trx)
  const { rows } = await sql<{ is: SqlBool }>`select is_opened() as is`.execute(trx)
  if (rows[0]!.is) throw unknownLink()
  const administers = separate ? 'system' : null
  if (!(await addAccount(trx, { id: account, name, role: 'administrator', administers })))
    throw new ApiError('account_taken', `登录名“${account}”已有人使用，请换一个。`)
  return account
}
