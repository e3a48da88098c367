import type { FastifyRequest } from 'fastify'
import { ApiError, type SignIn } from '#core/api/index.ts'
import { trace } from '../audit/trace.ts'
import { asAccount } from '../db/as-account.ts'
import type { Knows } from '../plugins/caller.ts'
import { isPassword } from './password-hash.ts'
import { type Attempt, beginAttempt, isLocked, takeAttempt } from './secrets.queries.ts'
import { startSession } from './sessions.queries.ts'
import { type SlowDown, tooMany } from './slow-down.ts'
import { totpStep } from './totp.ts'

const SYSTEM = 'system'
const failed = () => new ApiError('sign_in_failed', '登录名或密码不正确。')
const locked = (minutes: number) => new ApiError('locked', `连续输错次数过多，请 ${minutes} 分钟后再试。`)

/**
 * Signs a person in and answers the session's token. An unknown name takes as long as a known one, reads the same, and is
 * locked after as many attempts.
 */
export async function signIn(
  request: FastifyRequest,
  { account, password, code }: SignIn,
  knows: Knows & { slow: SlowDown },
): Promise<string> {
  const { db, settings, slow } = knows
  const address = `ip ${request.ip}`
  const name = `name ${account}`
  const refused = async (error: ApiError, attempt?: Attempt) => {
    slow.failed(address)
    if (!attempt) slow.failed(name)
    await asAccount(db, SYSTEM, trx =>
      trace(trx, request, { action: 'sign_in', account: attempt?.account ?? null, code: error.code }),
    )
    throw error
  }
  if (!slow.check(address)) return refused(tooMany())
  const attempt = await asAccount(db, SYSTEM, trx => beginAttempt(trx, account, settings))
  const right = await isPassword(password, attempt?.password ?? null)
  const is_locked = (await isLocked(db, account)) || !slow.check(name, settings.attempts)
  if (!attempt) return refused(is_locked ? locked(settings.lock_minutes) : failed())
  if (!right) return refused(failed(), attempt)
  const step = stepOf(attempt, code)
  if (step === 'missing') throw new ApiError('code_needed', '还需要填写手机上的动态口令。')
  if (step === 'wrong') return refused(failed(), attempt)
  const token = await asAccount(db, SYSTEM, async trx => {
    if (!(await takeAttempt(trx, attempt, step))) return null
    await trace(trx, request, { action: 'sign_in', account })
    return startSession(trx, account)
  })
  return token ?? refused(failed(), attempt)
}

/** The half minute of a right code, kept so that it is taken once. */
function stepOf(
  { totp, totp_step, seconds }: Attempt,
  code: string | undefined,
): number | undefined | 'missing' | 'wrong' {
  if (!totp) return undefined
  if (code === undefined) return 'missing'
  return totpStep(totp, code, seconds, totp_step) ?? 'wrong'
}
