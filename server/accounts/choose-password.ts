import { type PasswordFault, passwordFault } from '#core/accounts/password-rules.ts'
import { ApiError } from '#core/api/errors.ts'
import type { Trx } from '../db/database.ts'
import { hashPassword, isPassword } from './password-hash.ts'
import { keepPassword, secretOf } from './secrets.queries.ts'
import type { AccountSettings } from './settings.ts'

const sentence = (fault: PasswordFault, { password }: AccountSettings): string =>
  ({
    too_short: `密码至少 ${password.length} 个字符。`,
    too_plain: `密码要在大写字母、小写字母、数字、符号里至少用到 ${password.classes} 种。`,
    too_known: '这个密码太常见，容易被猜到，请换一个。',
    own_name: '密码里不能包含登录名。',
    used_before: `不能使用最近 ${password.earlier} 次用过的密码。`,
  })[fault]

const refuse = (fault: PasswordFault, settings: AccountSettings): never => {
  const reason = sentence(fault, settings)
  throw new ApiError('password_refused', reason, { faults: [{ code: fault, reason }] })
}

/** Gives an account a password that meets the rules and is none of its last ones. */
export async function choosePassword(
  trx: Trx,
  account: string,
  password: string,
  settings: AccountSettings,
): Promise<void> {
  const fault = passwordFault(password, account, settings.password)
  if (fault) refuse(fault, settings)
  const before = await secretOf(trx, account)
  const last = [...(before?.password ? [before.password] : []), ...(before?.earlier ?? [])].slice(
    0,
    settings.password.earlier,
  )
  for (const one of last) if (await isPassword(password, one)) refuse('used_before', settings)
  await keepPassword(trx, account, await hashPassword(password), last)
}
