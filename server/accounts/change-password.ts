import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { ApiError, type ChangePassword } from '#core/api/index.ts'
import { trace } from '../audit/trace.ts'
import { asAccount } from '../db/as-account.ts'
import type { Caller, Knows } from '../plugins/caller.ts'
import { choosePassword } from './choose-password.ts'
import { isPassword } from './password-hash.ts'
import { beginAttempt } from './secrets.queries.ts'
import { endSessions, startSession } from './sessions.queries.ts'

/** A person changes their own password: every session of theirs ends, and a new one begins. */
export async function changePassword(
  request: FastifyRequest,
  { who, demo }: Caller,
  { password, new_password }: Static<typeof ChangePassword>,
  { db, settings }: Knows,
): Promise<string> {
  if (demo) throw new ApiError('not_allowed', '演示账号没有密码。')
  const attempt = await asAccount(db, 'system', trx => beginAttempt(trx, who.id, settings))
  if (!(await isPassword(password, attempt?.password ?? null)))
    throw new ApiError('sign_in_failed', '现在的密码不正确。')
  return asAccount(db, 'system', async trx => {
    await choosePassword(trx, who.id, new_password, settings)
    await endSessions(trx, who.id)
    await trace(trx, request, { action: 'password', object: who.id })
    return startSession(trx, who.id)
  })
}
