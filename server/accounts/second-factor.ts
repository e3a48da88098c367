import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { ApiError, type TotpSecret } from '#core/api/index.ts'
import { trace } from '../audit/trace.ts'
import { asAccount } from '../db/as-account.ts'
import type { Caller, Knows } from '../plugins/caller.ts'
import { keepTotp, secretOf } from './secrets.queries.ts'
import { endSessions, startSession } from './sessions.queries.ts'
import { newTotpSecret, totpAddress, totpStep } from './totp.ts'

/** Begins a second factor: it counts once a code of it was given. One that counts already is reset by an administrator alone. */
export async function beginTotp({ who, demo }: Caller, { db }: Knows): Promise<TotpSecret> {
  if (demo) throw new ApiError('not_allowed', '演示账号不设动态口令。')
  const secret = newTotpSecret()
  await asAccount(db, 'system', async trx => {
    if ((await secretOf(trx, who.id))?.totp_confirmed)
      throw new ApiError('wrong_state', '动态口令已经设置；要换手机，请管理员重置账号。')
    await keepTotp(trx, who.id, secret, null)
  })
  return { secret, address: totpAddress(who.id, secret) }
}

/** Confirms the second factor with its first code; the session goes on under a new token. */
export async function confirmTotp(
  request: FastifyRequest,
  { who }: Caller,
  code: string,
  { db }: Knows,
): Promise<string> {
  return asAccount(db, 'system', async trx => {
    const kept = await secretOf(trx, who.id)
    if (!kept?.totp || kept.totp_confirmed) throw new ApiError('wrong_state', '请先取得动态口令的密钥。')
    const { rows } = await sql<{
      seconds: number
    }>`select extract(epoch from clock_timestamp())::float8 as seconds`.execute(trx)
    const step = totpStep(kept.totp, code, rows[0]!.seconds, kept.totp_step)
    if (step === null) throw new ApiError('sign_in_failed', '动态口令不正确，请核对手机时间后再试。')
    await keepTotp(trx, who.id, kept.totp, step)
    await endSessions(trx, who.id)
    await trace(trx, request, { action: 'totp', object: who.id })
    return startSession(trx, who.id)
  })
}
